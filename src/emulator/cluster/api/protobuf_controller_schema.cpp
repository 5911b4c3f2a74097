// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/protobuf.h"

#include <array>

/// Field numbers: k8s.io/api/{autoscaling,batch,policy,rbac}/v1/generated.proto, v1.34.
namespace inland::emulator::cluster {

namespace {

using enum FieldKind;
constexpr auto many = Repeated::Yes;

constexpr std::array int_or_string{ProtobufField{1, "type", Number},
                                   ProtobufField{2, "intVal", Number}, ProtobufField{3, "strVal"}};
constexpr std::array budget_spec{ProtobufField{1, "minAvailable", FieldKind::IntOrString},
                                 ProtobufField{2, "selector", Message, "LabelSelector"},
                                 ProtobufField{3, "maxUnavailable", FieldKind::IntOrString},
                                 ProtobufField{4, "unhealthyPodEvictionPolicy"}};
constexpr std::array budget{ProtobufField{1, "metadata", Message, "ObjectMeta"},
                            ProtobufField{2, "spec", Message, "PodDisruptionBudgetSpec"}};
constexpr std::array eviction{ProtobufField{1, "metadata", Message, "ObjectMeta"},
                              ProtobufField{2, "deleteOptions", Message, "DeleteOptions"}};
constexpr std::array job_spec{ProtobufField{1, "parallelism", Number},
                              ProtobufField{2, "completions", Number},
                              ProtobufField{3, "activeDeadlineSeconds", Number},
                              ProtobufField{4, "selector", Message, "LabelSelector"},
                              ProtobufField{6, "template", Message, "PodTemplateSpec"},
                              ProtobufField{7, "backoffLimit", Number},
                              ProtobufField{8, "ttlSecondsAfterFinished", Number},
                              ProtobufField{9, "completionMode"},
                              ProtobufField{10, "suspend", Flag}};
constexpr std::array job{ProtobufField{1, "metadata", Message, "ObjectMeta"},
                         ProtobufField{2, "spec", Message, "JobSpec"}};
constexpr std::array cron_job_spec{
    ProtobufField{1, "schedule"}, ProtobufField{3, "concurrencyPolicy"},
    ProtobufField{4, "suspend", Flag}, ProtobufField{5, "jobTemplate", Message, "JobTemplateSpec"},
    ProtobufField{8, "timeZone"}};
constexpr std::array cron_job{ProtobufField{1, "metadata", Message, "ObjectMeta"},
                              ProtobufField{2, "spec", Message, "CronJobSpec"}};
constexpr std::array policy_rule{ProtobufField{1, "verbs", Text, {}, many},
                                 ProtobufField{2, "apiGroups", Text, {}, many},
                                 ProtobufField{3, "resources", Text, {}, many},
                                 ProtobufField{4, "resourceNames", Text, {}, many},
                                 ProtobufField{5, "nonResourceURLs", Text, {}, many}};
constexpr std::array aggregation{
    ProtobufField{1, "clusterRoleSelectors", Message, "LabelSelector", many}};
constexpr std::array role{ProtobufField{1, "metadata", Message, "ObjectMeta"},
                          ProtobufField{2, "rules", Message, "PolicyRule", many}};
constexpr std::array cluster_role{ProtobufField{1, "metadata", Message, "ObjectMeta"},
                                  ProtobufField{2, "rules", Message, "PolicyRule", many},
                                  ProtobufField{3, "aggregationRule", Message, "AggregationRule"}};
constexpr std::array subject{ProtobufField{1, "kind"}, ProtobufField{2, "apiGroup"},
                             ProtobufField{3, "name"}, ProtobufField{4, "namespace"}};
constexpr std::array role_reference{ProtobufField{1, "apiGroup"}, ProtobufField{2, "kind"},
                                    ProtobufField{3, "name"}};
constexpr std::array binding{ProtobufField{1, "metadata", Message, "ObjectMeta"},
                             ProtobufField{2, "subjects", Message, "Subject", many},
                             ProtobufField{3, "roleRef", Message, "RoleRef"}};

constexpr std::array messages{
    ProtobufMessage{"IntOrString", int_or_string},
    ProtobufMessage{"PodDisruptionBudgetSpec", budget_spec},
    ProtobufMessage{"PodDisruptionBudget", budget},
    ProtobufMessage{"Eviction", eviction},
    ProtobufMessage{"JobSpec", job_spec},
    ProtobufMessage{"JobTemplateSpec", job},
    ProtobufMessage{"Job", job},
    ProtobufMessage{"CronJobSpec", cron_job_spec},
    ProtobufMessage{"CronJob", cron_job},
    ProtobufMessage{"PolicyRule", policy_rule},
    ProtobufMessage{"AggregationRule", aggregation},
    ProtobufMessage{"Role", role},
    ProtobufMessage{"ClusterRole", cluster_role},
    ProtobufMessage{"Subject", subject},
    ProtobufMessage{"RoleRef", role_reference},
    ProtobufMessage{"RoleBinding", binding},
    ProtobufMessage{"ClusterRoleBinding", binding},
};

}  // namespace

std::span<const ProtobufMessage> controller_messages() {
    return messages;
}

}  // namespace inland::emulator::cluster
