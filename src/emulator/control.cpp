// SPDX-License-Identifier: Apache-2.0
#include "emulator/control.h"

#include "emulator/attempt_pages.h"
#include "emulator/aws_authority.h"
#include "emulator/cluster/api/watch_hub.h"
#include "emulator/services/client_names.h"
#include "emulator/services/client_routers.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <unistd.h>

namespace inland::emulator {

namespace {

http::Response json_page(const json::value& document, int status = 200) {
    return {.status = status,
            .headers = {{"Content-Type", "application/json"}},
            .body = json::serialize(document) + "\n"};
}

http::Response refusal(int status, std::string_view message) {
    return json_page(json::object{{"error", message}}, status);
}

/// A record as its page shows it: without the members that begin with '_'.
json::object shown(const json::object& record) {
    json::object document;
    for (const auto& member : record)
        if (!member.key().starts_with('_'))
            document.insert(member);
    return document;
}

/// One rule, a list of them, or {"faults": [...]}.
Result<std::vector<FaultRule>> read_rules(const json::value& document) {
    const auto* list = document.is_array() ? &document : find(document, "faults");
    std::vector<FaultRule> rules;
    if (list == nullptr) {
        rules.push_back(TRY(FaultRule::from_json(document)));
        return rules;
    }
    if (!list->is_array())
        return failure(ErrorKind::InvalidInput, "\"faults\" is a list");
    for (const auto& rule : list->get_array())
        rules.push_back(TRY(FaultRule::from_json(rule)));
    return rules;
}

}  // namespace

struct Control::Page {
    std::string_view method;
    std::string_view path;
    http::Response (Control::*answer)(const http::Request&);
};

bool Control::owns(const http::Request& request) {
    return request.raw_path().starts_with("/_inland") || request.raw_path() == "/metrics";
}

void Control::handle(const http::Request& request, http::Responder responder) {
    static constexpr std::array pages = {
        Page{"GET", "/_inland/health", &Control::health},
        Page{"GET", "/_inland/machines", &Control::machines},
        Page{"GET", "/_inland/clock", &Control::clock},
        Page{"GET", "/_inland/history", &Control::history},
        Page{"GET", "/_inland/resolve", &Control::resolve},
        Page{"GET", "/_inland/connect", &Control::connect},
        Page{"GET", "/_inland/ca.pem", &Control::authority},
        Page{"GET", "/metrics", &Control::metrics},
        Page{"GET", "/_inland/faults", &Control::list_faults},
        Page{"POST", "/_inland/faults", &Control::add_faults},
        Page{"DELETE", "/_inland/faults", &Control::clear_faults},
        Page{"GET", "/_inland/routers", &Control::list_routers},
        Page{"POST", "/_inland/routers", &Control::set_router},
        Page{"GET", "/_inland/names", &Control::list_names},
        Page{"POST", "/_inland/names", &Control::set_name},
        Page{"POST", "/_inland/reset", &Control::reset},
    };
    const auto same_path = [&](const Page& page) { return page.path == request.raw_path(); };
    const auto* page = std::ranges::find_if(
        pages, [&](const Page& row) { return same_path(row) && row.method == request.method; });
    if (page != pages.end())
        return responder.send((this->*page->answer)(request));
    const bool known = std::ranges::any_of(pages, same_path);
    responder.send(known ? refusal(405, "the page does not take that method")
                         : refusal(404, "there is no such page"));
}

json::value Control::speed() const {
    return clock_.speed().instant ? json::value("instant") : json::value(clock_.speed().factor);
}

http::Response Control::health(const http::Request&) {
    return json_page(json::object{{"status", "ok"},
                                  {"version", INLAND_VERSION},
                                  {"speed", speed()},
                                  {"account", home_.account},
                                  {"region", home_.region},
                                  {"pid", ::getpid()}});
}

http::Response Control::machines(const http::Request&) {
    json::array machines;
    for (const auto& [key, record] : world_.store().list_everywhere("inland:machine"))
        machines.push_back(shown(*record));
    return json_page(json::object{{"machines", std::move(machines)}});
}

http::Response Control::clock(const http::Request&) {
    const auto next = world_.scheduler().next_due();
    return json_page(
        json::object{{"now", iso8601(world_.now())},
                     {"speed", speed()},
                     {"nextEvent", next ? json::value(iso8601(*next)) : json::value()}});
}

http::Response Control::history(const http::Request&) {
    return json_page(json::object{{"calls", metrics_.history()}});
}

http::Response Control::resolve(const http::Request& request) {
    return resolve_page(world_, request);
}

http::Response Control::connect(const http::Request& request) {
    return connect_page(world_, request);
}

http::Response Control::authority(const http::Request&) {
    return {.status = 200,
            .headers = {{"Content-Type", "application/x-pem-file"}},
            .body = aws_authority_certificate(world_)};
}

http::Response Control::metrics(const http::Request&) {
    return {.status = 200,
            .headers = {{"Content-Type", "text/plain; version=0.0.4; charset=utf-8"}},
            .body = metrics_.text(world_.store())};
}

http::Response Control::list_faults(const http::Request&) {
    return json_page(json::object{{"faults", faults_.to_json()}});
}

http::Response Control::add_faults(const http::Request& request) {
    const auto document = parse_json(request.body);
    if (!document)
        return refusal(400, document.error().message);
    auto rules = read_rules(*document);
    if (!rules)
        return refusal(400, rules.error().message);
    for (auto& rule : *rules)
        faults_.add(std::move(rule));
    return list_faults(request);
}

http::Response Control::clear_faults(const http::Request& request) {
    faults_.clear();
    return list_faults(request);
}

http::Response Control::list_routers(const http::Request&) {
    return json_page(json::object{{"routers", client_routers(world_)}});
}

http::Response Control::set_router(const http::Request& request) {
    const auto document = parse_json(request.body);
    if (!document)
        return refusal(400, document.error().message);
    if (const auto done = set_client_router(world_, *document); !done)
        return refusal(400, done.error().message);
    return list_routers(request);
}

http::Response Control::list_names(const http::Request&) {
    return json_page(json::object{{"names", client_names(world_)}});
}

http::Response Control::set_name(const http::Request& request) {
    const auto document = parse_json(request.body);
    if (!document)
        return refusal(400, document.error().message);
    if (const auto done = set_client_name(world_, *document); !done)
        return refusal(400, done.error().message);
    return list_names(request);
}

http::Response Control::reset(const http::Request&) {
    world_.store().clear();
    world_.part<cluster::WatchHub>().forget_all();
    faults_.clear();
    return json_page(json::object{{"status", "reset"}});
}

}  // namespace inland::emulator
