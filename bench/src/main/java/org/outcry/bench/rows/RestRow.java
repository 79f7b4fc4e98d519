package org.outcry.bench.rows;

import java.nio.file.Path;
import java.util.List;
import org.outcry.bench.Row;
import org.outcry.bench.Run;
import org.outcry.bench.process.Product;
import org.outcry.bench.report.Figure;
import org.outcry.bench.report.Finding;
import org.outcry.bench.report.Target;

/** REST reads and orders of the built product beside a bare Vert.x route that answers the same bytes. */
public final class RestRow implements Row {
    private static final String POSITION = "/v1/api/accounts/Sim101/position?instrument=MES";
    private static final String NOTE = BesideRoute.CONNECTIONS
            + " kept-alive connections, each asking again as soon as it is answered. Reads: GET position of an open position."
            + " Orders: market orders of one MES, buying and selling in turn; each is checked, logged, synced, applied and"
            + " answered with its order id, and fills after the account's usual latency, or is canceled when those before it have"
            + " taken all the depth shown, as most are at such a rate. Floor: a Vert.x router that answers"
            + " the same bytes without looking at the request. With the Tradovate domains in use: the same on another new data"
            + " directory, after somebody has signed in there, so that rows of the second protocol are kept of every order.";

    @Override
    public String name() {
        return "rest";
    }

    @Override
    public void run(Run run) throws Exception {
        Path data = TestData.funded(run, "rest");
        run.step("starting the product");
        Figure floor;
        try (Product product = Product.start(run.home(), data)) {
            product.call("POST", Orders.PLACE, Orders.market("BUY"));
            byte[] position = product.call("GET", POSITION, "");
            byte[] placed = product.call("POST", Orders.PLACE, Orders.market("BUY"));
            List<byte[]> reads = List.of(product.request("GET", POSITION, ""));
            List<byte[]> orders = Orders.alternating(product);

            run.step("GET position, ours");
            Figure ours = BesideRoute.load(run, "ours", product.child(), product.address(), reads);
            run.step("GET position, bare route");
            floor = BesideRoute.floor(run, position, reads);
            run.add(Finding.beside(
                    name(), "GET position, requests/s", "/s", ours, floor, new Target.RatioAtLeast(0.8), NOTE));

            run.step("PlaceOrder, ours");
            ours = BesideRoute.load(run, "ours", product.child(), product.address(), orders);
            run.step("PlaceOrder, bare route");
            floor = BesideRoute.floor(run, placed, orders);
            run.add(Finding.beside(
                    name(), "PlaceOrder, requests/s", "/s", ours, floor, new Target.RatioAtLeast(0.4), NOTE));
        }
        besideTheOtherDoor(run, floor);
    }

    private void besideTheOtherDoor(Run run, Figure floor) throws Exception {
        Path data = TestData.funded(run, "rest-both");
        run.step("starting the product, with the Tradovate domains in use");
        try (Product product = Product.start(run.home(), data)) {
            new Domains(product).bytes("account/list");
            Figure ours =
                    BesideRoute.load(run, "ours", product.child(), product.address(), Orders.alternating(product));
            run.add(Finding.beside(
                    name(),
                    "PlaceOrder with the Tradovate domains in use, requests/s",
                    "/s",
                    ours,
                    floor,
                    new Target.None(),
                    NOTE));
        }
    }
}
