// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/cells.h"

#include "emulator/cluster/api/table.h"

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

std::string joined(const std::vector<std::string>& texts, std::string_view separator = ",") {
    return texts.empty() ? "<none>" : fmt::format("{}", fmt::join(texts, separator));
}

/// The member of each element of a list, where it is a string.
std::vector<std::string> each(const json::array& list, std::string_view member) {
    std::vector<std::string> texts;
    for (const auto& element : list)
        if (auto text = find_string(element, member))
            texts.push_back(*std::move(text));
    return texts;
}

const json::array& template_list(const json::object& workload) {
    return find_array(workload, "spec.template.spec.containers");
}

}  // namespace

std::string label_text(const json::object& labels) {
    std::vector<std::string> texts;
    for (const auto& [key, value] : labels)
        if (value.is_string())
            texts.push_back(
                fmt::format("{}={}", std::string_view(key), std::string_view(value.get_string())));
    std::ranges::sort(texts);
    return joined(texts);
}

std::string age_at(const json::object& object, std::string_view path, TimePoint now) {
    const auto time = parse_iso8601(string_or_empty(object, path));
    return time ? human_duration(now - *time) : "<unknown>";
}

json::value cell_none(const json::object&, TimePoint) {
    return "<none>";
}

json::value cell_age(const json::object& object, TimePoint now) {
    return json::string(age_at(object, "metadata.creationTimestamp", now));
}

json::value deployment_ready(const json::object& deployment, TimePoint) {
    return json::string(fmt::format("{}/{}",
                                    find_int(deployment, "status.readyReplicas").value_or(0),
                                    find_int(deployment, "spec.replicas").value_or(0)));
}

json::value template_containers(const json::object& workload, TimePoint) {
    return json::string(joined(each(template_list(workload), "name")));
}

json::value template_images(const json::object& workload, TimePoint) {
    return json::string(joined(each(template_list(workload), "image")));
}

json::value template_node_selector(const json::object& workload, TimePoint) {
    return json::string(label_text(find_object(workload, "spec.template.spec.nodeSelector")));
}

json::value workload_selector(const json::object& workload, TimePoint) {
    return json::string(label_text(find_object(workload, "spec.selector.matchLabels")));
}

json::value data_count(const json::object& object, TimePoint) {
    return find_object(object, "data").size() + find_object(object, "binaryData").size();
}

json::value secret_count(const json::object& account, TimePoint) {
    return find_array(account, "secrets").size();
}

json::value event_last_seen(const json::object& event, TimePoint now) {
    return json::string(age_at(event, "lastTimestamp", now));
}

json::value event_first_seen(const json::object& event, TimePoint now) {
    return json::string(age_at(event, "firstTimestamp", now));
}

json::value event_object(const json::object& event, TimePoint) {
    auto kind = string_or_empty(event, "involvedObject.kind");
    std::ranges::transform(kind, kind.begin(), [](unsigned char c) {
        return static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
    });
    return json::string(fmt::format("{}/{}", kind, string_or_empty(event, "involvedObject.name")));
}

json::value service_external_ip(const json::object& service, TimePoint) {
    const auto& ingress = find_array(service, "status.loadBalancer.ingress");
    auto texts = each(ingress, "hostname");
    const auto addresses = each(ingress, "ip");
    texts.insert(texts.end(), addresses.begin(), addresses.end());
    if (texts.empty() && string_or_empty(service, "spec.type") == "LoadBalancer")
        return "<pending>";
    return json::string(joined(texts));
}

json::value service_ports(const json::object& service, TimePoint) {
    std::vector<std::string> texts;
    for (const auto& port : find_array(service, "spec.ports")) {
        const auto node_port = find_int(port, "nodePort").value_or(0);
        texts.push_back(fmt::format("{}{}/{}", find_int(port, "port").value_or(0),
                                    node_port == 0 ? "" : fmt::format(":{}", node_port),
                                    find_string(port, "protocol").value_or("TCP")));
    }
    return json::string(joined(texts));
}

json::value service_selector(const json::object& service, TimePoint) {
    return json::string(label_text(find_object(service, "spec.selector")));
}

json::value endpoint_list(const json::object& endpoints, TimePoint) {
    std::vector<std::string> texts;
    for (const auto& subset : find_array(endpoints, "subsets"))
        for (const auto& port : find_array(subset, "ports"))
            for (const auto& address : find_array(subset, "addresses"))
                texts.push_back(fmt::format("{}:{}", string_or_empty(address, "ip"),
                                            find_int(port, "port").value_or(0)));
    return json::string(joined(texts));
}

json::value slice_ports(const json::object& slice, TimePoint) {
    std::vector<std::string> texts;
    for (const auto& port : find_array(slice, "ports"))
        texts.push_back(std::to_string(find_int(port, "port").value_or(0)));
    return json::string(joined(texts));
}

json::value slice_endpoints(const json::object& slice, TimePoint) {
    std::vector<std::string> texts;
    for (const auto& endpoint : find_array(slice, "endpoints"))
        for (const auto& address : find_array(endpoint, "addresses"))
            if (address.is_string())
                texts.emplace_back(address.get_string());
    return json::string(joined(texts));
}

}  // namespace inland::emulator::cluster
