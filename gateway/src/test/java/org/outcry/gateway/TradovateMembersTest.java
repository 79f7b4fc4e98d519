package org.outcry.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.outcry.tradovate.Domain;

/** Users that an administrator creates: their passwords stay at the door. */
class TradovateMembersTest {
    private TestDomains domains;
    private String token;

    @BeforeEach
    void start() {
        domains = TestDomains.strict();
        token = domains.token();
    }

    @AfterEach
    void stop() {
        domains.close();
    }

    private JsonNode post(String path, String body) {
        return TestGateway.json(domains.post(Domain.LIVE, path, body, token).body());
    }

    private static String user(String name, String password) {
        return "{\"name\":\"" + name + "\",\"email\":\"" + name + "@example.org\",\"password\":\"" + password
                + "\",\"firstName\":\"A\",\"lastName\":\"Brandt\"}";
    }

    @Test
    void aMembersPasswordIsKeptHereAndNeverPassedOn() {
        domains.brokerage.answers.put(
                "user/signuporganizationmember",
                FakeBrokerage.done("{\"errorCode\":\"Success\",\"emailVerified\":true,\"userId\":5}"));
        JsonNode reply = post("user/signuporganizationmember", user("other", "long enough"));
        assertEquals(5, reply.path("userId").asLong(), reply::toString);
        assertFalse(domains.brokerage.last().arguments().toString().contains("long enough"));
        assertTrue(domains.tokenReply("{\"name\":\"other\",\"password\":\"long enough\"}")
                .has("accessToken"));
    }

    @Test
    void aPasswordOfAUserThatWasNotMadeIsNotKept() {
        domains.brokerage.answers.put(
                "user/signuporganizationmember",
                FakeBrokerage.done(
                        "{\"errorText\":\"x\",\"errorCode\":\"UserAlreadyExists\",\"emailVerified\":false}"));
        post("user/signuporganizationmember", user("other", "long enough"));
        assertFalse(domains.tokenReply("{\"name\":\"other\",\"password\":\"long enough\"}")
                .has("accessToken"));
    }

    @Test
    void oneOfABatchFailsAlone() {
        domains.brokerage.answers.put(
                "user/createevaluationusers",
                FakeBrokerage.done("{\"results\":[{\"errorText\":\"User already exists\"},{\"userId\":6}]}"));
        JsonNode reply = post(
                "user/createevaluationusers",
                "{\"users\":[" + user("first", "long enough") + "," + user("second", "short") + ","
                        + user("other", "long enough 2") + "]}");
        assertEquals("User already exists", reply.at("/results/0/errorText").asText());
        assertTrue(reply.at("/results/1").has("errorText"));
        assertEquals(6, reply.at("/results/2/userId").asLong());
        String passed = domains.brokerage.last().arguments().toString();
        assertFalse(passed.contains("long enough") || passed.contains("second"), passed);
        assertTrue(domains.tokenReply("{\"name\":\"other\",\"password\":\"long enough 2\"}")
                .has("accessToken"));
    }

    @Test
    void aNameIsNotChanged() {
        JsonNode reply = post(
                "user/modifycredentials",
                "{\"name\":\"another\",\"password\":\"long enough\",\"currentPassword\":\"" + TestDomains.PASSWORD
                        + "\"}");
        assertEquals("User name cannot be changed", reply.path("errorText").asText());
        reply = post(
                "user/modifycredentials",
                "{\"name\":\"trader\",\"password\":\"long enough\",\"currentPassword\":\"" + TestDomains.PASSWORD
                        + "\"}");
        assertTrue(reply.has("accessToken"));
    }
}
