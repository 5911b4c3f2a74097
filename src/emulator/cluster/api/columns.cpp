// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/cells.h"
#include "emulator/cluster/api/table.h"

#include <algorithm>
#include <map>

namespace inland::emulator::cluster {

namespace {

constexpr int always = 0;
constexpr int wide = 1;
constexpr std::string_view text = "string";
constexpr std::string_view number = "integer";

constexpr Column name_column{"Name", text, "name", always, cell_at<"metadata.name">};
constexpr Column age_column{"Age", text, "", always, cell_age};

using Columns = std::vector<Column>;

/// By qualified name; k8s.io/kubernetes, pkg/printers/internalversion/printers.go (v1.34).
const std::map<std::string, Columns, std::less<>>& table() {
    static const std::map<std::string, Columns, std::less<>> rows{
        {"nodes",
         {name_column,
          {"Status", text, "", always, node_status},
          {"Roles", text, "", always, node_roles},
          age_column,
          {"Version", text, "", always, cell_at<"status.nodeInfo.kubeletVersion">},
          {"Internal-IP", text, "", wide, node_internal_ip},
          {"External-IP", text, "", wide, node_external_ip},
          {"OS-Image", text, "", wide, cell_at<"status.nodeInfo.osImage">},
          {"Kernel-Version", text, "", wide, cell_at<"status.nodeInfo.kernelVersion">},
          {"Container-Runtime", text, "", wide,
           cell_at<"status.nodeInfo.containerRuntimeVersion">}}},
        {"pods",
         {name_column,
          {"Ready", text, "", always, pod_ready},
          {"Status", text, "", always, pod_status},
          {"Restarts", text, "", always, pod_restarts},
          age_column,
          {"IP", text, "", wide, cell_or_none<"status.podIP">},
          {"Node", text, "", wide, cell_or_none<"spec.nodeName">},
          {"Nominated Node", text, "", wide, cell_or_none<"status.nominatedNodeName">},
          {"Readiness Gates", text, "", wide, cell_none}}},
        {"namespaces",
         {name_column, {"Status", text, "", always, cell_at<"status.phase">}, age_column}},
        {"services",
         {name_column,
          {"Type", text, "", always, cell_at<"spec.type">},
          {"Cluster-IP", text, "", always, cell_or_none<"spec.clusterIP">},
          {"External-IP", text, "", always, service_external_ip},
          {"Port(s)", text, "", always, service_ports},
          age_column,
          {"Selector", text, "", wide, service_selector}}},
        {"deployments.apps",
         {name_column,
          {"Ready", text, "", always, deployment_ready},
          {"Up-to-date", number, "", always, count_at<"status.updatedReplicas">},
          {"Available", number, "", always, count_at<"status.availableReplicas">},
          age_column,
          {"Containers", text, "", wide, template_containers},
          {"Images", text, "", wide, template_images},
          {"Selector", text, "", wide, workload_selector}}},
        {"replicasets.apps",
         {name_column,
          {"Desired", number, "", always, count_at<"spec.replicas">},
          {"Current", number, "", always, count_at<"status.replicas">},
          {"Ready", number, "", always, count_at<"status.readyReplicas">},
          age_column,
          {"Containers", text, "", wide, template_containers},
          {"Images", text, "", wide, template_images},
          {"Selector", text, "", wide, workload_selector}}},
        {"statefulsets.apps",
         {name_column,
          {"Ready", text, "", always, deployment_ready},
          age_column,
          {"Containers", text, "", wide, template_containers},
          {"Images", text, "", wide, template_images}}},
        {"daemonsets.apps",
         {name_column,
          {"Desired", number, "", always, count_at<"status.desiredNumberScheduled">},
          {"Current", number, "", always, count_at<"status.currentNumberScheduled">},
          {"Ready", number, "", always, count_at<"status.numberReady">},
          {"Up-to-date", number, "", always, count_at<"status.updatedNumberScheduled">},
          {"Available", number, "", always, count_at<"status.numberAvailable">},
          {"Node Selector", text, "", always, template_node_selector},
          age_column,
          {"Containers", text, "", wide, template_containers},
          {"Images", text, "", wide, template_images},
          {"Selector", text, "", wide, workload_selector}}},
        {"configmaps", {name_column, {"Data", number, "", always, data_count}, age_column}},
        {"secrets",
         {name_column,
          {"Type", text, "", always, cell_at<"type">},
          {"Data", number, "", always, data_count},
          age_column}},
        {"serviceaccounts",
         {name_column, {"Secrets", number, "", always, secret_count}, age_column}},
        {"endpoints", {name_column, {"Endpoints", text, "", always, endpoint_list}, age_column}},
        {"endpointslices.discovery.k8s.io",
         {name_column,
          {"AddressType", text, "", always, cell_at<"addressType">},
          {"Ports", text, "", always, slice_ports},
          {"Endpoints", text, "", always, slice_endpoints},
          age_column}},
        {"events",
         {{"Last Seen", text, "", always, event_last_seen},
          {"Type", text, "", always, cell_at<"type">},
          {"Reason", text, "", always, cell_at<"reason">},
          {"Object", text, "", always, event_object},
          {"Message", text, "", always, cell_at<"message">},
          {"Source", text, "", wide, cell_at<"source.component">},
          {"First Seen", text, "", wide, event_first_seen},
          {"Count", number, "", wide, count_at<"count">},
          {"Name", text, "name", wide, cell_at<"metadata.name">}}},
        {"leases.coordination.k8s.io",
         {name_column, {"Holder", text, "", always, cell_at<"spec.holderIdentity">}, age_column}},
        {"storageclasses.storage.k8s.io",
         {name_column,
          {"Provisioner", text, "", always, cell_at<"provisioner">},
          {"ReclaimPolicy", text, "", always, cell_at<"reclaimPolicy">},
          {"VolumeBindingMode", text, "", always, cell_at<"volumeBindingMode">},
          {"AllowVolumeExpansion", text, "", always, cell_flag<"allowVolumeExpansion">},
          age_column}},
        {"priorityclasses.scheduling.k8s.io",
         {name_column,
          {"Value", number, "", always, count_at<"value">},
          {"Global-Default", text, "", always, cell_flag<"globalDefault">},
          age_column}},
    };
    return rows;
}

}  // namespace

std::span<const Column> columns_of(const ResourceType& type) {
    static const Columns plain{name_column, age_column};
    const auto found = table().find(type.qualified_name());
    return found == table().end() ? plain : found->second;
}

}  // namespace inland::emulator::cluster
