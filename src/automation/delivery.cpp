#include "automation/delivery.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "automation/formula.h"
#include "automation/plain_json.h"
#include "base/text.h"
#include "model/queries.h"

namespace potok::automation {

namespace {

constexpr std::size_t longest_reply = 1 << 20;    // bytes that are read as JSON
constexpr std::size_t longest_request = 1 << 20;  // bytes
constexpr std::size_t longest_why = 300;          // code points

std::string percent_encoded(std::string_view text) {
    static constexpr std::string_view hex = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
                           byte == '-' || byte == '.' || byte == '_' || byte == '~';
        if (plain) {
            out += c;
        } else {
            out += '%';
            out += hex[byte >> 4];
            out += hex[byte & 15];
        }
    }
    return out;
}

const std::vector<std::pair<std::string, expr::Type>>& request_names() {
    static const std::vector<std::pair<std::string, expr::Type>> names = {
        {"id", expr::Kind::string}, {"attempt", expr::Kind::number}, {"data", expr::Kind::any}, {"secret", expr::Kind::any}};
    return names;
}
const std::vector<std::pair<std::string, expr::Type>>& reply_names() {
    static const auto names = [] {
        auto all = request_names();
        all.emplace_back("status", expr::Kind::number);
        all.emplace_back("reply", expr::Kind::any);
        return all;
    }();
    return names;
}

// Where a template is looked at; without a moment it is only checked.
class Filler {
public:
    Filler(const model::Catalog& catalog, const std::vector<std::pair<std::string, expr::Type>>& names, const Moment* moment)
        : scope_{&catalog, catalog.type("message"), &names}, moment_(moment) {}

    Result<std::string> text(const Json& source, const std::string& place, std::string (*escape)(std::string_view) = nullptr) const {
        POTOK_TRY(const model::Label label, model::Label::parse(source, place));
        POTOK_TRY(const Text compiled, Text::compile(label, scope_, place));
        return moment_ ? compiled.render(*moment_, Locale(), escape) : std::string();
    }
    Result<Json> json(const Json& source, const std::string& place) const {
        if (source.is_object() || source.is_array()) {
            Json out = source.is_object() ? Json::object() : Json::array();
            for (const auto& [key, part] : source.items()) {
                POTOK_TRY(Json filled, json(part, place + "/" + key));
                if (source.is_object())
                    out[key] = std::move(filled);
                else
                    out.push_back(std::move(filled));
            }
            return out;
        }
        if (!source.is_string() || source.get_ref<const std::string&>().empty()) return source;
        const std::string& words = source.get_ref<const std::string&>();
        if (words.front() == '=') {
            POTOK_TRY(const Value value, formula(words.substr(1), place));
            return to_plain(value);
        }
        POTOK_TRY(std::string filled, text(source, place));
        return Json(std::move(filled));
    }
    Result<Value> formula(const std::string& source, const std::string& place) const {
        POTOK_TRY(const Formula compiled, Formula::compile(source, scope_, place));
        return moment_ ? compiled.evaluate(*moment_).value : Value();
    }
    // Scheme and host are no business of a message's contents.
    Result<std::string> url(const Json& source, const std::string& place) const {
        const std::string text_of = source.is_string() ? source.get<std::string>() : std::string();
        const std::size_t host = text_of.find("://");
        const std::string scheme = text_of.substr(0, host == std::string::npos ? 0 : host);
        const std::size_t path = host == std::string::npos ? std::string::npos : text_of.find_first_of("/?#{", host + 3);
        if ((scheme != "https" && scheme != "http") || path == host + 3 || (path != std::string::npos && text_of[path] == '{'))
            return error("connector.bad_url", {{"url", text_of}}, place);
        return text(source, place, percent_encoded);
    }

private:
    FormulaScope scope_;
    const Moment* moment_;
};

Result<HttpRequest> fill(const Json& source, const Filler& filler) {
    HttpRequest out;
    out.method = source.value("method", "POST");
    POTOK_TRY(out.url, filler.url(source.contains("url") ? source["url"] : Json(), "/request/url"));
    if (source.contains("headers")) {
        for (const auto& [name, text] : source["headers"].items()) {
            const std::string place = "/request/headers/" + name;
            POTOK_TRY(std::string value, filler.text(text, place));
            const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
            if (std::any_of(value.begin(), value.end(), control) || std::any_of(name.begin(), name.end(), control) || name.empty())
                return error("connector.bad_header", {{"header", name}}, place);
            out.headers.emplace_back(name, std::move(value));
        }
    }
    if (source.contains("json")) {
        POTOK_TRY(const Json body, filler.json(source["json"], "/request/json"));
        out.body = body.dump(-1, ' ', false, Json::error_handler_t::replace);
        out.headers.emplace_back("Content-Type", "application/json");
    } else if (source.contains("form")) {
        for (const auto& [name, text] : source["form"].items()) {
            POTOK_TRY(const std::string value, filler.text(text, "/request/form/" + name));
            out.body += (out.body.empty() ? "" : "&") + percent_encoded(name) + "=" + percent_encoded(value);
        }
        out.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
    } else if (source.contains("body")) {
        POTOK_TRY(out.body, filler.text(source["body"], "/request/body"));
        out.headers.emplace_back("Content-Type", "text/plain; charset=utf-8");
    }
    if (out.body.size() > longest_request || out.url.size() > longest_request / 64) return error("connector.too_long", {}, "/request");
    return out;
}

struct Sent {
    const model::Definition* connector = nullptr;
    ValueContext locals;
};

Result<Sent> sent(const model::Workspace& ws, model::RowId message) {
    const auto record = model::record(ws, message);
    if (!record || record->type->key != "message") return error("record.missing", {}, "message");
    POTOK_TRY(const model::Connector connector, model::connector_for(ws.catalog(), record->text("connector"), record->text("channel")));
    const Value attempts = record->get("attempts");
    Sent out;
    out.connector = ws.catalog().definition("connector", connector.key);
    const auto data = value_from_json(Json::parse(record->text("data"), nullptr, false));
    out.locals = {{"id", Value(ws.id_of(message).str())}, {"attempt", attempts.is_null() ? Value(0) : attempts}, {"data", data.ok() ? *data : Value()}};
    return out;
}

}  // namespace

Result<HttpRequest> request_for(model::Workspace& ws, model::RowId message, const ValueContext& secrets, Instant now) {
    POTOK_TRY(Sent s, sent(ws, message));
    s.locals.emplace_back("secret", Value(secrets));
    const Moment moment{&ws, ws.catalog().type("message"), message, now, nullptr, &s.locals};
    return fill(s.connector->body["request"], Filler(ws.catalog(), request_names(), &moment));
}

Result<Report> read_reply(model::Workspace& ws, model::RowId message, const HttpReply& reply, Instant now) {
    POTOK_TRY(Sent s, sent(ws, message));
    const Json parsed = reply.body.size() <= longest_reply ? Json::parse(reply.body, nullptr, false) : Json();
    s.locals.emplace_back("status", Value(reply.status));
    s.locals.emplace_back("reply", parsed.is_discarded() ? Value(reply.body) : from_plain(parsed));
    const Moment moment{&ws, ws.catalog().type("message"), message, now, nullptr, &s.locals};
    const Filler filler(ws.catalog(), reply_names(), &moment);
    const Json& rules = s.connector->body["reply"];
    const auto ask = [&](const char* rule) -> Result<Value> {
        if (!rules.contains(rule)) return Value();
        return filler.formula(rules[rule].get<std::string>(), std::string("/reply/") + rule);
    };
    Report out;
    POTOK_TRY(const Value arrived, ask("sent"));
    POTOK_TRY(const Value refused, ask("refused"));
    POTOK_TRY(const Value id, ask("id"));
    POTOK_TRY(const Value why, ask("why"));
    if (arrived == Value(true))
        out.delivery = model::Delivery::sent;
    else if (refused == Value(true))
        out.delivery = model::Delivery::refused;
    else if (reply.status == 429 || reply.status == 503)
        out.delivery = model::Delivery::unreached;
    if (!id.is_null()) out.id = written(id, "", moment, Locale());
    if (out.delivery != model::Delivery::sent) {
        out.why = why.is_null() ? "HTTP " + std::to_string(reply.status) : written(why, "", moment, Locale());
        out.why.resize(std::min(out.why.size(), codepoints_length(out.why, longest_why)));
    }
    return out;
}

Status check_connector(const model::Definition& definition, const model::Catalog& catalog) {
    POTOK_CHECK(model::parse_connector(definition));
    const Filler requests(catalog, request_names(), nullptr), replies(catalog, reply_names(), nullptr);
    POTOK_CHECK(fill(definition.body["request"], requests));
    for (const auto& [rule, source] : definition.body["reply"].items()) {
        const std::string feel = source.is_string() ? source.get<std::string>() : std::string();
        POTOK_CHECK(replies.formula(feel, "/reply/" + rule));
    }
    return {};
}

}  // namespace potok::automation
