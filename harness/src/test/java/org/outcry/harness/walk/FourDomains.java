package org.outcry.harness.walk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.outcry.brokerage.BrokerageSettings;
import org.outcry.brokerage.LedgerBrokerage;
import org.outcry.brokerage.replay.ReplayBrokerage;
import org.outcry.brokerage.replay.ReplaySettings;
import org.outcry.desk.Bootstrap;
import org.outcry.desk.FirstUser;
import org.outcry.engine.account.AccountSettings;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.order.TriggerSource;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Side;
import org.outcry.gateway.GatewayServer;
import org.outcry.gateway.GatewaySettings;
import org.outcry.gateway.access.Profile;
import org.outcry.ledger.api.CommandKey;
import org.outcry.ledger.api.Ledger.StateMark;
import org.outcry.ledger.api.OutcomeListener;
import org.outcry.ledger.memory.MemoryLedger;
import org.outcry.market.calendar.SessionMode;
import org.outcry.market.catalogue.Catalogue;
import org.outcry.market.catalogue.RollRule;
import org.outcry.market.procedural.ProceduralMarket;
import org.outcry.tradovate.Domain;
import org.outcry.tradovate.door.Brokerage;

/**
 * The four domains of a gateway over the real brokerage and a ledger in memory, while time stands still: only calls change anything.
 * Three people: {@code trader} administers the organization, {@code mara} is its member, {@code stranger} belongs to nobody else.
 */
final class FourDomains implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SEED = 20_261_121;
    private static final long CASH_MICROS = 100_000_000_000L;
    private static final AccountSettings AT_ONCE =
            new AccountSettings(0, 0, AccountSettings.FillModel.QUEUE, TriggerSource.LAST, 0, false, true, 0, 0, 10);

    /** Somebody who knocks: name, password, and what is theirs alone. */
    record Person(String name, String password, long userId, String token, List<Long> accounts) {}

    final MemoryLedger ledger;
    final GatewayServer gateway;
    final Person trader;
    final Person mara;
    final Person stranger;
    /** What may be asked for, mine or not: accounts, orders, users. */
    final List<Long> ids = new ArrayList<>();

    /** The latest events of the ledger, to explain what changed. */
    final Deque<String> latest = new ConcurrentLinkedDeque<>();

    private final long instant = WholeServer.QUIET;
    private final Catalogue catalogue = Catalogue.standard(SessionMode.ALWAYS_OPEN, RollRule.MONDAY);
    private final ProceduralMarket market = new ProceduralMarket(catalogue, SEED, SessionMode.ALWAYS_OPEN);
    private final Path data;
    private final Brokerage brokerage;

    /** December's ES, which is in front. */
    final int contract;

    FourDomains() {
        try {
            data = Files.createTempDirectory("outcry-domains");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ledger = new MemoryLedger(() -> instant);
        ledger.follow((position, _, event) -> {
            latest.addFirst(position + " " + event);
            while (latest.size() > 20) {
                latest.removeLast();
            }
        });
        brokerage = new ReplayBrokerage(
                new LedgerBrokerage(ledger, market, catalogue, () -> instant, BrokerageSettings.STANDARD),
                () -> new ProceduralMarket(catalogue, SEED, SessionMode.ALWAYS_OPEN),
                catalogue,
                () -> instant,
                ReplaySettings.OPEN);
        try (Bootstrap bootstrap = new Bootstrap(ledger, catalogue)) {
            bootstrap.start(new FirstUser("trader", List.of("TRADERDEMO1", "TRADERDEMO2"), CASH_MICROS, AT_ONCE));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (TimeoutException e) {
            throw new IllegalStateException(e);
        }
        contract = catalogue.resolve("ES", instant).orElseThrow().contract().contractId();
        gateway = GatewayServer.start(GatewaySettings.on(0, data).withProfile(Profile.OPEN));
        gateway.attach(brokerage);
        long admin = ledger.views().user("trader").orElseThrow().userId();
        open("TRADERLIVE", admin, true);
        trader = person("trader", "Vq9!trader-Pass", admin);
        JsonNode made = call(
                Domain.LIVE,
                trader.token(),
                "user/createevaluationusers",
                "{\"users\":[{\"name\":\"mara\",\"email\":\"mara@private.example\",\"password\":\"Rk7!vald-Oste\","
                        + "\"firstName\":\"Mara\",\"lastName\":\"Kessel\"}]}");
        long member = made.at("/results/0/userId").asLong();
        open("MARADEMO", member, false);
        open("MARALIVE", member, true);
        mara = person("mara", "Rk7!vald-Oste", member);
        long nobody = done(new Command.CreateUser("stranger"));
        open("STRANGERDEMO", nobody, false);
        open("STRANGERLIVE", nobody, true);
        stranger = person("stranger", "Zz3!strange-Word", nobody);
        for (Person person : people()) {
            ids.add(person.userId());
            ids.addAll(person.accounts());
            for (long account : person.accounts()) {
                place(account, OrderTerms.market(2));
                place(account, OrderTerms.limit(1, quote().bidTicks() - 400));
            }
        }
    }

    List<Person> people() {
        return List.of(trader, mara, stranger);
    }

    /** What a person may never see: accounts of those who are not theirs. */
    Set<Long> hiddenFrom(Person person) {
        Set<Long> hidden = new HashSet<>();
        for (Person other : people()) {
            boolean administers = person.equals(trader) && other.equals(mara);
            if (!other.equals(person) && !administers) {
                hidden.addAll(other.accounts());
            }
        }
        return hidden;
    }

    /** Where the ledger is once whatever the last call set off has come to rest: the book has followed and submits nothing more. */
    StateMark settled() {
        StateMark mark = ledger.stateMark();
        while (true) {
            brokerage
                    .user("trader")
                    .toCompletableFuture()
                    .orTimeout(60, TimeUnit.SECONDS)
                    .join();
            StateMark later = ledger.stateMark();
            if (later.logPosition() == mark.logPosition()) {
                return later;
            }
            mark = later;
        }
    }

    MarketSnapshot quote() {
        return market.at(contract, instant);
    }

    /** A new connection's worth of REST: whoever needs the answer as bytes uses {@link RawHttp}. */
    JsonNode call(Domain domain, String token, String path, String body) {
        try (RawHttp http = new RawHttp(gateway.port(domain))) {
            RawHttp.Answer answer = http.ask(head(token, path), body.getBytes(StandardCharsets.UTF_8));
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String head(String token, String pathAndQuery) {
        return "POST /v1/" + pathAndQuery + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\n";
    }

    private Person person(String name, String password, long userId) {
        if (!name.equals("mara")) {
            // She was signed up with a password; those two were there before the gateway.
            gateway.access().addUser(name);
            gateway.credentials().setPassword(name, password);
        }
        gateway.tokensChanged();
        JsonNode reply = call(
                Domain.DEMO,
                "",
                "auth/accesstokenrequest",
                "{\"name\":\"" + name + "\",\"password\":\"" + password + "\"}");
        List<Long> accounts = ledger.views().accounts(userId).stream()
                .map(account -> account.accountId())
                .toList();
        return new Person(name, password, userId, reply.path("accessToken").asText(), accounts);
    }

    private void open(String name, long userId, boolean live) {
        done(new Command.OpenAccount(name, userId, CASH_MICROS, AT_ONCE, live));
    }

    private void place(long account, OrderTerms terms) {
        ids.add(done(Command.PlaceOrder.of(account, contract, Side.BUY, terms, quote())));
    }

    private long done(Command command) {
        CompletableFuture<Outcome> answer = new CompletableFuture<>();
        ledger.submit(CommandKey.NONE, 0, command, new OutcomeListener() {
            @Override
            public void onOutcome(Outcome outcome) {
                answer.complete(outcome);
            }

            @Override
            public void onFailure(Failure failure) {
                answer.completeExceptionally(new IllegalStateException(command + ": " + failure));
            }
        });
        Outcome outcome = answer.orTimeout(60, TimeUnit.SECONDS).join();
        if (!outcome.isAccepted()) {
            throw new IllegalStateException(command + " was refused: " + outcome);
        }
        return outcome.id();
    }

    @Override
    public void close() {
        gateway.close();
        brokerage.close();
        ledger.close();
        try (Stream<Path> files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
