// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/protobuf.h"

#include <algorithm>
#include <array>

/// Field numbers: k8s.io/api/*/generated.proto and k8s.io/apimachinery, v1.34.
namespace inland::emulator::cluster {

namespace {

using enum FieldKind;
constexpr auto many = Repeated::Yes;

constexpr std::array unknown_fields{ProtobufField{1, "typeMeta", Message, "TypeMeta"},
                                    ProtobufField{2, "raw", Bytes}};
constexpr std::array type_meta{ProtobufField{1, "apiVersion"}, ProtobufField{2, "kind"}};
constexpr std::array owner_reference{ProtobufField{1, "kind"},
                                     ProtobufField{3, "name"},
                                     ProtobufField{4, "uid"},
                                     ProtobufField{5, "apiVersion"},
                                     ProtobufField{6, "controller", Flag},
                                     ProtobufField{7, "blockOwnerDeletion", Flag}};
constexpr std::array object_meta{
    ProtobufField{1, "name"},
    ProtobufField{2, "generateName"},
    ProtobufField{3, "namespace"},
    ProtobufField{5, "uid"},
    ProtobufField{6, "resourceVersion"},
    ProtobufField{11, "labels", TextMap},
    ProtobufField{12, "annotations", TextMap},
    ProtobufField{13, "ownerReferences", Message, "OwnerReference", many},
    ProtobufField{14, "finalizers", Text, {}, many}};
constexpr std::array preconditions{ProtobufField{1, "uid"}, ProtobufField{2, "resourceVersion"}};
constexpr std::array delete_options{ProtobufField{1, "gracePeriodSeconds", Number},
                                    ProtobufField{2, "preconditions", Message, "Preconditions"},
                                    ProtobufField{3, "orphanDependents", Flag},
                                    ProtobufField{4, "propagationPolicy"},
                                    ProtobufField{5, "dryRun", Text, {}, many}};
constexpr std::array resource_attributes{
    ProtobufField{1, "namespace"}, ProtobufField{2, "verb"},     ProtobufField{3, "group"},
    ProtobufField{4, "version"},   ProtobufField{5, "resource"}, ProtobufField{6, "subresource"},
    ProtobufField{7, "name"}};
constexpr std::array non_resource_attributes{ProtobufField{1, "path"}, ProtobufField{2, "verb"}};
constexpr std::array access_review_spec{
    ProtobufField{1, "resourceAttributes", Message, "ResourceAttributes"},
    ProtobufField{2, "nonResourceAttributes", Message, "NonResourceAttributes"}};
constexpr std::array access_review{
    ProtobufField{1, "metadata", Message, "ObjectMeta"},
    ProtobufField{2, "spec", Message, "SelfSubjectAccessReviewSpec"}};
constexpr std::array rules_review_spec{ProtobufField{1, "namespace"}};
constexpr std::array rules_review{ProtobufField{1, "metadata", Message, "ObjectMeta"},
                                  ProtobufField{2, "spec", Message, "SelfSubjectRulesReviewSpec"}};
constexpr std::array bound_object{ProtobufField{1, "kind"}, ProtobufField{2, "apiVersion"},
                                  ProtobufField{3, "name"}, ProtobufField{4, "uid"}};
constexpr std::array token_request_spec{
    ProtobufField{1, "audiences", Text, {}, many},
    ProtobufField{3, "boundObjectRef", Message, "BoundObjectReference"},
    ProtobufField{4, "expirationSeconds", Number}};
constexpr std::array token_request_status{ProtobufField{1, "token"}};
constexpr std::array token_request{ProtobufField{1, "metadata", Message, "ObjectMeta"},
                                   ProtobufField{2, "spec", Message, "TokenRequestSpec"},
                                   ProtobufField{3, "status", Message, "TokenRequestStatus"}};
constexpr std::array metadata_only{ProtobufField{1, "metadata", Message, "ObjectMeta"}};
constexpr std::array config_map{
    ProtobufField{1, "metadata", Message, "ObjectMeta"}, ProtobufField{2, "data", TextMap},
    ProtobufField{3, "binaryData", BytesMap}, ProtobufField{4, "immutable", Flag}};
constexpr std::array secret{ProtobufField{1, "metadata", Message, "ObjectMeta"},
                            ProtobufField{2, "data", BytesMap}, ProtobufField{3, "type"},
                            ProtobufField{4, "stringData", TextMap},
                            ProtobufField{5, "immutable", Flag}};
constexpr std::array selector_requirement{ProtobufField{1, "key"}, ProtobufField{2, "operator"},
                                          ProtobufField{3, "values", Text, {}, many}};
constexpr std::array label_selector{
    ProtobufField{1, "matchLabels", TextMap},
    ProtobufField{2, "matchExpressions", Message, "LabelSelectorRequirement", many}};
constexpr std::array container_port{ProtobufField{1, "name"}, ProtobufField{2, "hostPort", Number},
                                    ProtobufField{3, "containerPort", Number},
                                    ProtobufField{4, "protocol"}, ProtobufField{5, "hostIP"}};
constexpr std::array environment_variable{ProtobufField{1, "name"}, ProtobufField{2, "value"}};
constexpr std::array container{ProtobufField{1, "name"},
                               ProtobufField{2, "image"},
                               ProtobufField{3, "command", Text, {}, many},
                               ProtobufField{4, "args", Text, {}, many},
                               ProtobufField{5, "workingDir"},
                               ProtobufField{6, "ports", Message, "ContainerPort", many},
                               ProtobufField{7, "env", Message, "EnvVar", many},
                               ProtobufField{14, "imagePullPolicy"}};
constexpr std::array pod_spec{ProtobufField{2, "containers", Message, "Container", many},
                              ProtobufField{3, "restartPolicy"},
                              ProtobufField{4, "terminationGracePeriodSeconds", Number},
                              ProtobufField{6, "dnsPolicy"},
                              ProtobufField{7, "nodeSelector", TextMap},
                              ProtobufField{8, "serviceAccountName"},
                              ProtobufField{10, "nodeName"},
                              ProtobufField{11, "hostNetwork", Flag},
                              ProtobufField{19, "schedulerName"},
                              ProtobufField{20, "initContainers", Message, "Container", many}};
constexpr std::array pod_template{ProtobufField{1, "metadata", Message, "ObjectMeta"},
                                  ProtobufField{2, "spec", Message, "PodSpec"}};
constexpr std::array deployment_spec{ProtobufField{1, "replicas", Number},
                                     ProtobufField{2, "selector", Message, "LabelSelector"},
                                     ProtobufField{3, "template", Message, "PodTemplateSpec"}};
constexpr std::array deployment{ProtobufField{1, "metadata", Message, "ObjectMeta"},
                                ProtobufField{2, "spec", Message, "DeploymentSpec"}};
constexpr std::array pod{ProtobufField{1, "metadata", Message, "ObjectMeta"},
                         ProtobufField{2, "spec", Message, "PodSpec"}};

constexpr std::array messages{
    ProtobufMessage{"Unknown", unknown_fields},
    ProtobufMessage{"TypeMeta", type_meta},
    ProtobufMessage{"ObjectMeta", object_meta},
    ProtobufMessage{"OwnerReference", owner_reference},
    ProtobufMessage{"Preconditions", preconditions},
    ProtobufMessage{"DeleteOptions", delete_options},
    ProtobufMessage{"ResourceAttributes", resource_attributes},
    ProtobufMessage{"NonResourceAttributes", non_resource_attributes},
    ProtobufMessage{"SelfSubjectAccessReviewSpec", access_review_spec},
    ProtobufMessage{"SelfSubjectAccessReview", access_review},
    ProtobufMessage{"SelfSubjectRulesReviewSpec", rules_review_spec},
    ProtobufMessage{"SelfSubjectRulesReview", rules_review},
    ProtobufMessage{"SelfSubjectReview", metadata_only},
    ProtobufMessage{"BoundObjectReference", bound_object},
    ProtobufMessage{"TokenRequestSpec", token_request_spec},
    ProtobufMessage{"TokenRequestStatus", token_request_status},
    ProtobufMessage{"TokenRequest", token_request},
    ProtobufMessage{"ConfigMap", config_map},
    ProtobufMessage{"Secret", secret},
    ProtobufMessage{"Namespace", metadata_only},
    ProtobufMessage{"ServiceAccount", metadata_only},
    ProtobufMessage{"LabelSelector", label_selector},
    ProtobufMessage{"LabelSelectorRequirement", selector_requirement},
    ProtobufMessage{"ContainerPort", container_port},
    ProtobufMessage{"EnvVar", environment_variable},
    ProtobufMessage{"Container", container},
    ProtobufMessage{"PodSpec", pod_spec},
    ProtobufMessage{"PodTemplateSpec", pod_template},
    ProtobufMessage{"DeploymentSpec", deployment_spec},
    ProtobufMessage{"Deployment", deployment},
    ProtobufMessage{"Pod", pod},
};

}  // namespace

const ProtobufMessage* find_message(std::string_view name) {
    const auto* const found = std::ranges::find(messages, name, &ProtobufMessage::name);
    if (found != messages.end())
        return found;
    const auto others = controller_messages();
    const auto other = std::ranges::find(others, name, &ProtobufMessage::name);
    return other == others.end() ? nullptr : &*other;
}

}  // namespace inland::emulator::cluster
