// SPDX-License-Identifier: Apache-2.0
// Names and tags of what stands for Ingresses (pkg/ingress, model_build_load_balancer.go,
// model_build_managed_sg.go).
#include "core/crypto.h"
#include "emulator/cluster/balancers/ingress_model.h"
#include "emulator/cluster/balancers/ingress_target_group.h"
#include "emulator/services/members.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

bool is_no_letter(char letter) {
    return !((letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
             (letter >= '0' && letter <= '9'));
}

std::string short_part(std::string text, std::size_t length) {
    std::erase_if(text, is_no_letter);
    return text.substr(0, length);
}

std::string digest_part(const std::string& text) {
    constexpr std::size_t length = 10;
    return hex(sha256(text)).substr(0, length);
}

std::string name_of_group(const IngressGroup& group, const std::string& digested) {
    constexpr std::size_t named = 17;
    constexpr std::size_t part = 8;
    if (group.is_named())
        return fmt::format("k8s-{}-{}", short_part(group.id, named), digest_part(digested));
    const auto slash = group.id.find('/');
    return fmt::format("k8s-{}-{}-{}", short_part(group.id.substr(0, slash), part),
                       short_part(group.id.substr(slash + 1), part), digest_part(digested));
}

}  // namespace

std::string balancer_name(const IngressJob& job, Scheme scheme) {
    return name_of_group(job.group,
                         job.objects.cluster().id + job.group.id +
                             (scheme == Scheme::Internal ? "internal" : "internet-facing"));
}

std::string managed_group_name(const IngressJob& job) {
    return name_of_group(job.group, job.objects.cluster().id + job.group.id);
}

std::string target_group_name(const IngressJob& job, const Backend& backend,
                              const ModelTargetGroup& group) {
    constexpr std::size_t part = 8;
    const bool by_instance = group.kind == TargetKind::Instance;
    const auto digested =
        fmt::format("{}{}{}{}{}{}{}{}{}{}", job.objects.cluster().id, job.group.id,
                    backend.ingress.name_space(), name_of(backend.ingress.object()),
                    string_or_empty(*backend.service, "metadata.uid"), backend.port, group.port,
                    by_instance ? "instance" : "ip", text_of(group.settings, "Protocol"),
                    text_of(group.settings, "ProtocolVersion"));
    return fmt::format("k8s-{}-{}-{}", short_part(backend.ingress.name_space(), part),
                       short_part(name_of(*backend.service), part), digest_part(digested));
}

json::array ingress_tags(const IngressJob& job, std::string_view resource) {
    return aws_tags({{"elbv2.k8s.aws/cluster", job.objects.cluster().id},
                     {"ingress.k8s.aws/stack", job.group.id},
                     {"ingress.k8s.aws/resource", std::string(resource)}});
}

}  // namespace inland::emulator::cluster
