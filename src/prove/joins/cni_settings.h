// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/joins/scene.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace inland::prove {

/// Where the VPC CNI makes interfaces for the pods of the nodes that name it.
struct EniConfig {
    std::string subnet;                        ///< id, or key
    std::vector<std::string> security_groups;  ///< none: those of the node's own interface
    std::string missing = {};                  ///< what nobody knows of it
};

/// What the VPC CNI of a cluster is told by its add-on's configuration values, with its own
/// defaults (amazon-vpc-cni-k8s, README and charts/aws-vpc-cni/values.yaml, v1.21). In planned
/// values a hole, "${KEY}", stands for the id of the resource of that key; holes that are no
/// resource's say what is not known.
struct CniSettings {
    bool custom_networking = false;    ///< AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG
    bool external_snat = false;        ///< AWS_VPC_K8S_CNI_EXTERNALSNAT
    bool keeps_ports = false;          ///< AWS_VPC_K8S_CNI_RANDOMIZESNAT is none
    bool pod_interfaces = false;       ///< ENABLE_POD_ENI: security groups for pods
    bool strict = true;                ///< POD_SECURITY_GROUP_ENFORCING_MODE
    bool subnet_discovery = true;      ///< ENABLE_SUBNET_DISCOVERY
    std::vector<AddressRange> spared;  ///< AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS
    std::string config_label = "k8s.amazonaws.com/eniConfig";  ///< ENI_CONFIG_LABEL_DEF
    /// By name; nothing when they are made elsewhere, as objects of Kubernetes.
    std::optional<std::map<std::string, EniConfig>> configs;
    std::string configs_missing = "the ENIConfigs of the cluster, objects of Kubernetes";
    std::string resource;  ///< the add-on, or the cluster that has none
    std::string missing;   ///< set when nobody knows the settings: the others say nothing then
    std::vector<std::string> assumptions;
};

CniSettings cni_settings_of(const Scene& scene);

}  // namespace inland::prove
