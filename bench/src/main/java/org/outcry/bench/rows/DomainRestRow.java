package org.outcry.bench.rows;

import java.nio.file.Path;
import java.util.List;
import org.outcry.bench.Row;
import org.outcry.bench.Run;
import org.outcry.bench.process.Product;
import org.outcry.bench.report.Figure;
import org.outcry.bench.report.Finding;
import org.outcry.bench.report.Target;
import org.outcry.tradovate.Domain;

/** Reads of rows at the demo domain beside a bare Vert.x route that answers the same bytes. */
public final class DomainRestRow implements Row {
    private static final String NOTE = BesideRoute.CONNECTIONS
            + " kept-alive connections at the demo domain, each asking again as soon as it is answered: account/item, and"
            + " account/list of two accounts. Each is signed in by its token, checked, and answered by the book's thread behind"
            + " everything that came before. Floor: a Vert.x router that answers the same bytes without looking at the request.";

    @Override
    public String name() {
        return "domain-rest";
    }

    @Override
    public void run(Run run) throws Exception {
        Path data = TestData.started(run, "domain-rest");
        run.step("starting the product");
        try (Product product = Product.start(run.home(), data)) {
            Domains domains = new Domains(product);
            compare(run, product, domains, "item", "account/item?id=" + domains.account());
            compare(run, product, domains, "list", "account/list");
        }
    }

    private void compare(Run run, Product product, Domains domains, String what, String path) throws Exception {
        byte[] answer = domains.bytes(path);
        List<byte[]> requests = List.of(domains.request(path));
        run.step(what + ", ours");
        Figure ours = BesideRoute.load(run, "ours", product.child(), product.address(Domain.DEMO), requests);
        run.step(what + ", bare route");
        Figure floor = BesideRoute.floor(run, answer, requests);
        run.add(Finding.beside(
                name(), "REST " + what + ", requests/s", "/s", ours, floor, new Target.RatioAtLeast(0.8), NOTE));
    }
}
