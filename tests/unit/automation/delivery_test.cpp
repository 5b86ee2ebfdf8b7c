// Connectors: what is put into a request, how a reply is read, and the states of a message between.
#include "automation/delivery.h"
#include "fixture.h"

using namespace potok;
using namespace potok::automation::test;
using automation::HttpReply;

namespace {

struct Post : World {
    RowId deal_row = 0, message = 0;

    // A message to a number, by a connector whose parts are given.
    explicit Post(const std::string& request, const std::string& more = "") {
        define("connector", "t.gate", R"({"label": "Gate", "channel": "sms", "request": )" + request + R"(, "reply": {"sent": "status = 200 and reply.ok = true",
            "refused": "status = 400", "id": "reply.id", "why": "reply.error"})" + more + "}");
        robot("t.r", R"json({"label": "R", "pipeline": "t.deals", "trigger": {"on": "stage_entered", "stage": "b"}, "do": [{"message": {"channel": "sms", "to": "note", "text": "Hello {title}"}}]})json");
        deal_row = deal({{"title", "Żółć & Ко"}, {"note", "+48 600/1"}});
        move(deal_row, "b");
        message = messages(*ws, deal_row).at(0).row;
    }
    automation::HttpRequest request() {
        auto r = automation::request_for(*ws, message, {{"token", Value("s3\ncret")}, {"plain", Value("abc")}}, now);
        if (!r.ok()) FAIL(describe(r.error()));
        return *r;
    }
    std::string state_of() { return record(*ws, message)->text("state"); }
    void send() { must("send_message", {{"message", id(message)}}, ws->robots()); }
    void report(int attempt, const char* outcome) {
        must("report_delivery", {{"message", id(message)}, {"attempt", attempt}, {"outcome", outcome}}, ws->robots());
    }
};

}  // namespace

TEST_CASE("what goes into a request is fit for its place", "[automation][outbox]") {
    Post p(R"({"method": "PUT", "url": "https://a.example/{to}?t={text}", "headers": {"X": "{secret.plain}"}, "json": {"to": "{to}", "n": "= attempt + 1", "list": ["= [1, 2.5]", true, null], "id": "{id}"}})");
    const auto r = p.request();
    CHECK(r.method == "PUT");
    CHECK(r.url == "https://a.example/%2B48%20600%2F1?t=Hello%20%C5%BB%C3%B3%C5%82%C4%87%20%26%20%D0%9A%D0%BE");
    REQUIRE(r.headers.size() == 2);
    CHECK(r.headers[0] == std::pair<std::string, std::string>("X", "abc"));
    CHECK(r.headers[1].second == "application/json");
    CHECK(Json::parse(r.body) == Json{{"to", "+48 600/1"}, {"n", 1}, {"list", {{1, 2.5}, true, nullptr}}, {"id", p.id(p.message)}});
    Post form(R"({"url": "https://a.example/", "form": {"to ": "{to}", "text": "{text}"}})");
    CHECK(form.request().body == "text=Hello%20%C5%BB%C3%B3%C5%82%C4%87%20%26%20%D0%9A%D0%BE&to%20=%2B48%20600%2F1");
}

TEST_CASE("a line break does not get into a header", "[automation][outbox]") {
    Post p(R"({"url": "https://a.example/", "headers": {"Authorization": "Bearer {secret.token}"}})");
    const auto r = automation::request_for(*p.ws, p.message, {{"token", Value("a\r\nX: y")}}, p.now);
    REQUIRE_FALSE(r.ok());
    CHECK(r.error().code == "connector.bad_header");
    CHECK(r.error().place == "/request/headers/Authorization");
}

TEST_CASE("a reply is read as the connector says", "[automation][outbox]") {
    Post p(R"({"url": "https://a.example/"})");
    const auto read = [&](int status, const std::string& body) { return automation::read_reply(*p.ws, p.message, {status, body}, p.now).value(); };
    CHECK(read(200, R"({"ok": true, "id": 17})").delivery == Delivery::sent);
    CHECK(read(200, R"({"ok": true, "id": 17})").id == "17");
    CHECK(read(200, R"({"ok": false})").delivery == Delivery::unknown);
    CHECK(read(400, R"({"error": "no such number"})").delivery == Delivery::refused);
    CHECK(read(400, R"({"error": "no such number"})").why == "no such number");
    CHECK(read(503, "").delivery == Delivery::unreached);
    CHECK(read(429, "later").delivery == Delivery::unreached);
    CHECK(read(500, "<html>").delivery == Delivery::unknown);
    CHECK(read(500, "<html>").why == "HTTP 500");
    CHECK(read(400, std::string(3'000'000, '[')).delivery == Delivery::refused);
    CHECK(read(400, R"({"error": ")" + std::string(5000, 'x') + "\"}").why.size() == 300);
}

TEST_CASE("attempts, pauses and what nobody knows", "[automation][outbox]") {
    SECTION("the other side tells a repeat") {
        Post p(R"({"url": "https://a.example/"})", R"(, "repeats": "known", "retry": ["PT1M", "PT5M"], "timeout": "PT10S")");
        CHECK(due_messages(*p.ws, p.now).size() == 1);
        CHECK(next_message_due(*p.ws, p.now) == p.now);
        CHECK(p.refused("send_message", {{"message", p.id(p.message)}}, p.head).code == "right.refused");  // it delivers nothing
        p.send();
        CHECK(p.refused("send_message", {{"message", p.id(p.message)}}, p.ws->robots()).code == "message.not_due");
        CHECK(due_messages(*p.ws, p.now).empty());
        CHECK(next_message_due(*p.ws, p.now) == p.now + 10'000);
        p.report(1, "unknown");
        CHECK(p.state_of() == "queued");
        CHECK(next_message_due(*p.ws, p.now) == p.now + 60'000);
        p.now = p.now + 60'000;
        p.send();
        p.report(1, "sent");  // of an attempt that is over
        CHECK(p.state_of() == "sending");
        p.report(2, "unreached");
        p.now = p.now + 300'000;
        p.send();
        p.report(3, "unknown");
        CHECK(p.state_of() == "failed");
    }
    SECTION("it does not") {
        Post p(R"({"url": "https://a.example/"})");
        p.send();
        p.now = p.now + 30'000;
        const auto stale = due_messages(*p.ws, p.now);
        REQUIRE(stale.size() == 1);
        CHECK(stale[0].stale);
        CHECK(stale[0].attempt == 1);
        p.report(1, "unknown");
        CHECK(p.state_of() == "uncertain");
        CHECK(due_messages(*p.ws, p.now + 30 * day).empty());
        p.report(1, "sent");  // the truth comes late
        CHECK(p.state_of() == "sent");
        CHECK(p.refused("settle_message", {{"message", p.id(p.message)}, {"verdict", "again"}}).code == "message.not_open");
    }
}

TEST_CASE("a connector that cannot work is refused with its place", "[automation][outbox]") {
    World w;
    const auto fault = [&](const std::string& body) {
        const Error e = w.refused("define", {{"kind", "connector"}, {"key", "t.c"}, {"body", Json::parse(body)}});
        return e.code + " " + e.place;
    };
    CHECK(fault(R"({"label": "C", "channel": "sms", "request": {"url": "ftp://a"}, "reply": {"sent": "true"}})") == "connector.bad_url /request/url");
    CHECK(fault(R"({"label": "C", "channel": "sms", "request": {"url": "https://{to}"}, "reply": {"sent": "true"}})") == "connector.bad_url /request/url");
    CHECK(fault(R"({"label": "C", "channel": "sms", "request": {"url": "https://a.{to}/"}, "reply": {"sent": "true"}})") == "connector.bad_url /request/url");
    CHECK(fault(R"({"label": "C", "channel": "sms", "request": {"url": "https://a", "json": {}, "body": "x"}, "reply": {"sent": "true"}})") == "connector.one_body /request");
    CHECK(fault(R"({"label": "C", "channel": "sms", "request": {"url": "https://a"}, "reply": {"sent": "true"}, "retry": ["P1Y"]})") == "connector.bad_pause /retry");
    CHECK(fault(R"({"label": "C", "channel": "fax", "request": {"url": "https://a"}, "reply": {"sent": "true"}})") == "json.not_one_of /channel");
    CHECK(fault(R"({"label": "C", "channel": "sms", "request": {"url": "https://a"}, "reply": {"sent": "stat = 200"}})").starts_with("expr."));
}
