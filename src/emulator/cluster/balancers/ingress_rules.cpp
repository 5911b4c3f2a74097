// SPDX-License-Identifier: Apache-2.0
// Paths of Ingresses as rules of listeners (pkg/ingress, model_build_listener_rules.go,
// enhanced_backend_builder.go).
#include "emulator/cluster/balancers/ingress_rules.h"

#include "emulator/cluster/balancers/ingress_target_group.h"
#include "emulator/services/members.h"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

constexpr std::string_view by_annotation = "use-annotation";

/// What annotations write as "forwardConfig", AWS's API calls "ForwardConfig".
json::value in_api_words(const json::value& value) {
    if (const auto* list = value.if_array()) {
        json::array words;
        for (const auto& each : *list)
            words.push_back(in_api_words(each));
        return words;
    }
    const auto* object = value.if_object();
    if (object == nullptr)
        return value;
    json::object words;
    for (const auto& [name, member] : *object) {
        std::string key(name);
        key.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(key.front())));
        if (key.ends_with("ARN"))
            key.replace(key.size() - 3, 3, "Arn");
        words[key] = in_api_words(member);
    }
    return words;
}

Result<json::value> parsed(const Ingress& ingress, const std::string& suffix) {
    const auto said = ingress.annotation(suffix).value_or("[]");
    auto value = parse_json(said);
    if (!value)
        return failure(ErrorKind::Failed,
                       fmt::format("failed to parse json annotation, alb.ingress.kubernetes.io/{}: "
                                   "{}: {}",
                                   suffix, said, value.error().message));
    return in_api_words(*value);
}

json::array fixed_response(std::string_view status, std::string_view body) {
    json::object config{{"ContentType", "text/plain"}, {"StatusCode", status}};
    if (!body.empty())
        config["MessageBody"] = body;
    return {json::object{{"Type", "fixed-response"}, {"FixedResponseConfig", std::move(config)}}};
}

/// The target group's name for a Service's port, which the model has from now on; "" of a Service
/// that is not there.
Result<std::string> group_for(const IngressJob& job, const Ingress& ingress, IngressModel& model,
                              const std::string& service, const std::string& port) {
    const auto* found = job.objects.find(type_of("", "services"), ingress.name_space(), service);
    if (found == nullptr)
        return std::string();
    auto group = TRY(model_target_group(job, {ingress, found, port}));
    auto name = group.name;
    model.target_groups.insert_or_assign(name, std::move(group));
    return name;
}

Result<json::array> forward_to(const IngressJob& job, const Ingress& ingress, IngressModel& model,
                               const IngressPath& path) {
    const auto name = TRY(group_for(job, ingress, model, path.service, path.port));
    if (name.empty())
        return fixed_response("503", "Backend service does not exist");
    return json::array{json::object{
        {"Type", "forward"},
        {"ForwardConfig",
         json::object{{"TargetGroups", json::array{json::object{{"TargetGroupArn", name}}}}}}}};
}

/// Services that an action names become target groups.
Result<void> resolve_services(const IngressJob& job, const Ingress& ingress, IngressModel& model,
                              json::object& action) {
    for (auto& each : list_in(object_in(action, "ForwardConfig"), "TargetGroups")) {
        auto& tuple = each.as_object();
        if (!has(tuple, "ServiceName"))
            continue;
        const auto port = has(tuple, "ServicePort") && tuple.at("ServicePort").is_int64()
                              ? fmt::format("{}", number_of(tuple, "ServicePort"))
                              : text_of(tuple, "ServicePort");
        tuple["TargetGroupArn"] =
            TRY(group_for(job, ingress, model, text_of(tuple, "ServiceName"), port));
        tuple.erase("ServiceName");
        tuple.erase("ServicePort");
    }
    return {};
}

Result<json::array> annotated_action(const IngressJob& job, const Ingress& ingress,
                                     IngressModel& model, const std::string& name) {
    if (!ingress.annotation("actions." + name))
        return failure(ErrorKind::Failed, fmt::format("missing actions.{} configuration", name));
    auto action = TRY(parsed(ingress, "actions." + name));
    if (!action.is_object())
        return failure(ErrorKind::Failed, fmt::format("actions.{} is no object", name));
    if (text_of(action.as_object(), "Type") == "forward")
        TRY_VOID(resolve_services(job, ingress, model, action.as_object()));
    return json::array{std::move(action)};
}

Result<json::array> actions_of(const IngressJob& job, const Ingress& ingress, IngressModel& model,
                               const IngressPath& path) {
    return path.port == by_annotation ? annotated_action(job, ingress, model, path.service)
                                      : forward_to(job, ingress, model, path);
}

/// "/orders" by prefix is the path itself and everything below it.
json::array patterns_of(const IngressPath& path) {
    if (path.type != "Prefix")
        return {json::string(path.path)};
    auto trimmed = path.path;
    if (trimmed.ends_with('/'))
        trimmed.pop_back();
    if (trimmed.empty())
        return {"/*"};
    return {json::string(trimmed), json::string(trimmed + "/*")};
}

json::object condition(std::string_view field, json::array values) {
    return {{"Field", field}, {"Values", std::move(values)}};
}

Result<json::array> conditions_of(const Ingress& ingress, const IngressPath& path) {
    json::array conditions;
    if (!path.host.empty())
        conditions.push_back(condition("host-header", {json::string(path.host)}));
    if (!path.path.empty())
        conditions.push_back(condition("path-pattern", patterns_of(path)));
    const auto more = TRY(parsed(ingress, "conditions." + path.service));
    for (const auto& each : more.is_array() ? more.get_array() : json::array())
        conditions.push_back(each);
    if (conditions.empty())
        conditions.push_back(condition("path-pattern", {"/*"}));
    return conditions;
}

/// Exact paths first, then prefixes, the longest first, then what the Ingress says in its order.
int rank_of_type(const IngressPath& path) {
    return path.type == "Exact" ? 0 : path.type == "Prefix" ? 1 : 2;
}

bool goes_before(const IngressPath& one, const IngressPath& other) {
    if (rank_of_type(one) != rank_of_type(other))
        return rank_of_type(one) < rank_of_type(other);
    return one.type == "Prefix" && one.path.size() > other.path.size();
}

/// The paths of each host in that order; hosts as they come.
std::vector<IngressPath> sorted_paths(const Ingress& ingress) {
    auto paths = ingress.paths();
    auto begin = paths.begin();
    while (begin != paths.end()) {
        const auto end = std::find_if(
            begin, paths.end(), [&](const IngressPath& path) { return path.host != begin->host; });
        std::stable_sort(begin, end, goes_before);
        begin = end;
    }
    return paths;
}

}  // namespace

Result<void> add_ingress_rules(const IngressJob& job, const Ingress& ingress, IngressModel& model,
                               ModelListener& listener) {
    for (const auto& path : sorted_paths(ingress))
        listener.rules.push_back(
            {TRY(conditions_of(ingress, path)), TRY(actions_of(job, ingress, model, path))});
    return {};
}

Result<json::array> default_actions_of(const IngressJob& job, const Ingress& ingress,
                                       IngressModel& model) {
    const auto backend = ingress.default_backend();
    return backend ? actions_of(job, ingress, model, *backend) : Result<json::array>(json::array());
}

json::array nobody_answers() {
    return fixed_response("404", "");
}

}  // namespace inland::emulator::cluster
