// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/resource_types.h"

#include <algorithm>

namespace inland::emulator::cluster {

namespace {

using Names = std::vector<std::string>;

constexpr bool in_namespace = true;
constexpr bool in_cluster = false;
const Names status_only{"status"};
const Names status_and_scale{"status", "scale"};
const Names in_all{"all"};
const Names create_only{"create"};

const std::vector<ResourceType>& table() {
    static const std::vector<ResourceType> rows{
        {"", "v1", "configmaps", "configmap", "ConfigMap", in_namespace, {"cm"}},
        {"", "v1", "endpoints", "endpoints", "Endpoints", in_namespace, {"ep"}},
        {"", "v1", "events", "event", "Event", in_namespace, {"ev"}},
        {"", "v1", "limitranges", "limitrange", "LimitRange", in_namespace, {"limits"}},
        {"", "v1", "namespaces", "namespace", "Namespace", in_cluster, {"ns"}, {"status"}},
        {"", "v1", "nodes", "node", "Node", in_cluster, {"no"}, status_only},
        {"",
         "v1",
         "persistentvolumeclaims",
         "persistentvolumeclaim",
         "PersistentVolumeClaim",
         in_namespace,
         {"pvc"},
         status_only},
        {"",
         "v1",
         "persistentvolumes",
         "persistentvolume",
         "PersistentVolume",
         in_cluster,
         {"pv"},
         status_only},
        {"",
         "v1",
         "pods",
         "pod",
         "Pod",
         in_namespace,
         {"po"},
         {"binding", "eviction", "log", "status"},
         in_all},
        {"",
         "v1",
         "resourcequotas",
         "resourcequota",
         "ResourceQuota",
         in_namespace,
         {"quota"},
         status_only},
        {"", "v1", "secrets", "secret", "Secret", in_namespace},
        {"",
         "v1",
         "serviceaccounts",
         "serviceaccount",
         "ServiceAccount",
         in_namespace,
         {"sa"},
         {"token"}},
        {"", "v1", "services", "service", "Service", in_namespace, {"svc"}, status_only, in_all},
        {"admissionregistration.k8s.io", "v1", "mutatingwebhookconfigurations",
         "mutatingwebhookconfiguration", "MutatingWebhookConfiguration", in_cluster},
        {"admissionregistration.k8s.io", "v1", "validatingwebhookconfigurations",
         "validatingwebhookconfiguration", "ValidatingWebhookConfiguration", in_cluster},
        {"apiextensions.k8s.io",
         "v1",
         "customresourcedefinitions",
         "customresourcedefinition",
         "CustomResourceDefinition",
         in_cluster,
         {"crd", "crds"},
         status_only,
         {"api-extensions"}},
        {"apps", "v1", "controllerrevisions", "controllerrevision", "ControllerRevision",
         in_namespace},
        {"apps",
         "v1",
         "daemonsets",
         "daemonset",
         "DaemonSet",
         in_namespace,
         {"ds"},
         status_only,
         in_all},
        {"apps",
         "v1",
         "deployments",
         "deployment",
         "Deployment",
         in_namespace,
         {"deploy"},
         status_and_scale,
         in_all},
        {"apps",
         "v1",
         "replicasets",
         "replicaset",
         "ReplicaSet",
         in_namespace,
         {"rs"},
         status_and_scale,
         in_all},
        {"apps",
         "v1",
         "statefulsets",
         "statefulset",
         "StatefulSet",
         in_namespace,
         {"sts"},
         status_and_scale,
         in_all},
        {"authorization.k8s.io",
         "v1",
         "selfsubjectaccessreviews",
         "selfsubjectaccessreview",
         "SelfSubjectAccessReview",
         in_cluster,
         {},
         {},
         {},
         create_only},
        {"authorization.k8s.io",
         "v1",
         "selfsubjectrulesreviews",
         "selfsubjectrulesreview",
         "SelfSubjectRulesReview",
         in_cluster,
         {},
         {},
         {},
         create_only},
        {"authorization.k8s.io",
         "v1",
         "subjectaccessreviews",
         "subjectaccessreview",
         "SubjectAccessReview",
         in_cluster,
         {},
         {},
         {},
         create_only},
        {"authentication.k8s.io",
         "v1",
         "selfsubjectreviews",
         "selfsubjectreview",
         "SelfSubjectReview",
         in_cluster,
         {},
         {},
         {},
         create_only},
        {"autoscaling",
         "v2",
         "horizontalpodautoscalers",
         "horizontalpodautoscaler",
         "HorizontalPodAutoscaler",
         in_namespace,
         {"hpa"},
         status_only,
         in_all},
        {"batch",
         "v1",
         "cronjobs",
         "cronjob",
         "CronJob",
         in_namespace,
         {"cj"},
         status_only,
         in_all},
        {"batch", "v1", "jobs", "job", "Job", in_namespace, {}, status_only, in_all},
        {"coordination.k8s.io", "v1", "leases", "lease", "Lease", in_namespace},
        {"discovery.k8s.io", "v1", "endpointslices", "endpointslice", "EndpointSlice",
         in_namespace},
        {"networking.k8s.io",
         "v1",
         "ingresses",
         "ingress",
         "Ingress",
         in_namespace,
         {"ing"},
         status_only},
        {"networking.k8s.io", "v1", "ingressclasses", "ingressclass", "IngressClass", in_cluster},
        {"networking.k8s.io",
         "v1",
         "networkpolicies",
         "networkpolicy",
         "NetworkPolicy",
         in_namespace,
         {"netpol"}},
        {"node.k8s.io", "v1", "runtimeclasses", "runtimeclass", "RuntimeClass", in_cluster},
        {"policy",
         "v1",
         "poddisruptionbudgets",
         "poddisruptionbudget",
         "PodDisruptionBudget",
         in_namespace,
         {"pdb"},
         status_only},
        {"rbac.authorization.k8s.io", "v1", "clusterrolebindings", "clusterrolebinding",
         "ClusterRoleBinding", in_cluster},
        {"rbac.authorization.k8s.io", "v1", "clusterroles", "clusterrole", "ClusterRole",
         in_cluster},
        {"rbac.authorization.k8s.io", "v1", "rolebindings", "rolebinding", "RoleBinding",
         in_namespace},
        {"rbac.authorization.k8s.io", "v1", "roles", "role", "Role", in_namespace},
        {"scheduling.k8s.io",
         "v1",
         "priorityclasses",
         "priorityclass",
         "PriorityClass",
         in_cluster,
         {"pc"}},
        {"storage.k8s.io", "v1", "csidrivers", "csidriver", "CSIDriver", in_cluster},
        {"storage.k8s.io", "v1", "csinodes", "csinode", "CSINode", in_cluster},
        {"storage.k8s.io",
         "v1",
         "storageclasses",
         "storageclass",
         "StorageClass",
         in_cluster,
         {"sc"}},
        {"storage.k8s.io",
         "v1",
         "volumeattachments",
         "volumeattachment",
         "VolumeAttachment",
         in_cluster,
         {},
         status_only},
    };
    return rows;
}

bool has(std::span<const std::string> names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

}  // namespace

std::string ResourceType::api_version() const {
    return group.empty() ? version : group + "/" + version;
}

std::string ResourceType::qualified_name() const {
    return group.empty() ? plural : plural + "." + group;
}

bool ResourceType::has_verb(std::string_view verb) const {
    return verbs.empty() ? has(all_verbs(), verb) : has(verbs, verb);
}

bool ResourceType::has_subresource(std::string_view subresource) const {
    return has(subresources, subresource);
}

std::span<const ResourceType> resource_types() {
    return table();
}

const ResourceType* find_type(std::string_view group, std::string_view version,
                              std::string_view plural) {
    const auto found = std::ranges::find_if(table(), [&](const ResourceType& type) {
        return type.group == group && type.version == version && type.plural == plural;
    });
    return found == table().end() ? nullptr : &*found;
}

const ResourceType& type_of(std::string_view group, std::string_view plural) {
    return *std::ranges::find_if(table(), [&](const ResourceType& type) {
        return type.group == group && type.plural == plural;
    });
}

std::span<const std::string> all_verbs() {
    static const Names verbs{"create", "delete", "deletecollection", "get",
                             "list",   "patch",  "update",           "watch"};
    return verbs;
}

}  // namespace inland::emulator::cluster
