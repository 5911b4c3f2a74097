// SPDX-License-Identifier: Apache-2.0
#include "user_data/bottlerocket.h"

#include <algorithm>
#include <array>

namespace inland::user_data {

namespace {

using Name = std::string_view;

/// bottlerocket.dev, settings of the aws-k8s variants, 1.50; what ECS and VMware variants alone
/// have is unknown to them.
constexpr std::array groups{
    Name("autoscaling"),
    Name("aws"),
    Name("boot"),
    Name("bootstrap-commands"),
    Name("bootstrap-containers"),
    Name("cloudformation"),
    Name("container-registry"),
    Name("container-runtime"),
    Name("container-runtime-plugins"),
    Name("dns"),
    Name("host-containers"),
    Name("kernel"),
    Name("kubelet-device-plugins"),
    Name("kubernetes"),
    Name("metrics"),
    Name("motd"),
    Name("network"),
    Name("ntp"),
    Name("nvidia-container-runtime"),
    Name("oci-defaults"),
    Name("oci-hooks"),
    Name("pki"),
    Name("updates"),
};

constexpr std::array kubernetes{
    Name("allowed-unsafe-sysctls"),
    Name("api-server"),
    Name("authentication-mode"),
    Name("bootstrap-token"),
    Name("cloud-provider"),
    Name("cluster-certificate"),
    Name("cluster-dns-ip"),
    Name("cluster-domain"),
    Name("cluster-name"),
    Name("container-log-max-files"),
    Name("container-log-max-size"),
    Name("cpu-cfs-quota-enforced"),
    Name("cpu-manager-policy"),
    Name("cpu-manager-policy-options"),
    Name("cpu-manager-reconcile-period"),
    Name("credential-providers"),
    Name("device-ownership-from-security-context"),
    Name("event-burst"),
    Name("event-qps"),
    Name("eviction-hard"),
    Name("eviction-max-pod-grace-period"),
    Name("eviction-soft"),
    Name("eviction-soft-grace-period"),
    Name("hostname-override"),
    Name("hostname-override-source"),
    Name("ids-per-pod"),
    Name("image-gc-high-threshold-percent"),
    Name("image-gc-low-threshold-percent"),
    Name("kube-api-burst"),
    Name("kube-api-qps"),
    Name("kube-reserved"),
    Name("log-level"),
    Name("max-parallel-image-pulls"),
    Name("max-pods"),
    Name("memory-manager-policy"),
    Name("memory-manager-reserved-memory"),
    Name("memory-swap-behavior"),
    Name("node-ip"),
    Name("node-labels"),
    Name("node-taints"),
    Name("nvidia"),
    Name("pod-infra-container-image"),
    Name("pod-pids-limit"),
    Name("provider-id"),
    Name("registry-burst"),
    Name("registry-qps"),
    Name("reserved-cpus"),
    Name("seccomp-default"),
    Name("server-certificate"),
    Name("server-key"),
    Name("server-tls-bootstrap"),
    Name("shutdown-grace-period"),
    Name("shutdown-grace-period-for-critical-pods"),
    Name("single-process-oom-kill"),
    Name("standalone-mode"),
    Name("static-pods"),
    Name("static-pods-enabled"),
    Name("system-reserved"),
    Name("topology-manager-policy"),
    Name("topology-manager-scope"),
};

}  // namespace

bool is_bottlerocket_setting(std::string_view name) {
    return std::ranges::find(groups, name) != groups.end();
}

bool is_bottlerocket_kubernetes_setting(std::string_view name) {
    return std::ranges::find(kubernetes, name) != kubernetes.end();
}

}  // namespace inland::user_data
