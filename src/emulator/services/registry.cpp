// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/cluster_api.h"
#include "emulator/machine/boot.h"
#include "emulator/machine/heartbeat.h"
#include "emulator/service.h"
#include "emulator/services/directconnect/operations.h"
#include "emulator/services/elasticloadbalancing/classic/operations.h"
#include "emulator/services/events.h"
#include "emulator/services/ram/shares.h"
#include "emulator/services/tables.h"
#include "emulator/services/transition.h"

#include <initializer_list>
#include <vector>

namespace inland::emulator {

namespace {

using Rows = std::vector<OperationRow>;

Rows join(std::initializer_list<std::span<const OperationRow>> tables) {
    Rows rows;
    for (const auto table : tables)
        rows.insert(rows.end(), table.begin(), table.end());
    return rows;
}

Rows ec2_operations() {
    return join({vpc_operations(),
                 dhcp_options_operations(),
                 subnet_operations(),
                 route_table_operations(),
                 route_operations(),
                 security_group_operations(),
                 security_group_rule_operations(),
                 network_acl_operations(),
                 internet_gateway_operations(),
                 nat_gateway_operations(),
                 address_operations(),
                 vpc_endpoint_operations(),
                 endpoint_service_operations(),
                 vpn_gateway_operations(),
                 customer_gateway_operations(),
                 vpn_connection_operations(),
                 network_interface_operations(),
                 instance_operations(),
                 launch_template_operations(),
                 ec2_tag_operations(),
                 region_operations(),
                 image_operations(),
                 flow_log_operations(),
                 egress_only_gateway_operations(),
                 managed_prefix_list_operations(),
                 vpc_peering_operations(),
                 network_interface_attachment_operations(),
                 private_address_operations(),
                 key_pair_operations(),
                 block_public_access_operations(),
                 transit_gateway_operations(),
                 transit_gateway_attachment_operations(),
                 transit_gateway_route_table_operations(),
                 transit_gateway_route_operations(),
                 security_group_vpc_operations()});
}

Rows iam_operations() {
    return join({role_operations(), role_policy_operations(), permissions_boundary_operations(),
                 service_linked_role_operations(), policy_operations(), policy_version_operations(),
                 policy_entities_operations(), instance_profile_operations(),
                 oidc_provider_operations(), user_operations(), user_policy_operations(),
                 access_key_operations(), group_operations(), group_policy_operations(),
                 simulation_operations(), iam_account_operations()});
}

Rows sts_operations() {
    return join({sts_call_operations(), assume_role_operations(), web_identity_operations()});
}

Rows eks_operations() {
    return join({cluster_operations(), cluster_update_operations(), node_group_operations(),
                 node_group_update_operations(), addon_operations(), access_entry_operations(),
                 pod_identity_operations(), eks_version_operations(), eks_tag_operations()});
}

Rows elasticloadbalancing_operations() {
    return join({load_balancer_operations(), load_balancer_change_operations(),
                 listener_operations(), listener_certificate_operations(),
                 listener_rule_operations(), target_group_operations(), target_operations(),
                 target_health_operations(), load_balancing_tag_operations(),
                 load_balancing_limit_operations()});
}

Rows classic_balancing_operations() {
    return join({classic::classic_load_balancer_operations(),
                 classic::classic_listener_operations(), classic::classic_placement_operations(),
                 classic::classic_instance_operations(), classic::classic_health_operations(),
                 classic::classic_attribute_operations(), classic::classic_policy_operations(),
                 classic::classic_tag_operations()});
}

Rows route53_operations() {
    return join({hosted_zone_operations(), hosted_zone_list_operations(),
                 vpc_association_operations(), record_set_operations(), record_change_operations(),
                 dns_change_operations(), dns_tag_operations()});
}

Rows resolver_operations() {
    return join({resolver_endpoint_operations(), resolver_address_operations(),
                 resolver_rule_operations(), resolver_association_operations(),
                 resolver_tag_operations()});
}

Rows direct_connect_operations() {
    return join({directconnect::gateway_operations(), directconnect::association_operations()});
}

Rows sharing_operations() {
    return join({sharing::share_operations(), sharing::association_operations(),
                 sharing::shared_resource_operations(), sharing::invitation_operations()});
}

Rows key_service_operations() {
    return join({kms_operations(), kms_alias_operations(), kms_grant_operations(),
                 kms_cipher_operations()});
}

Rows log_service_operations() {
    return join({logs_operations(), log_stream_operations()});
}

Rows parameter_service_operations() {
    return join({ssm_operations(), parameter_version_operations()});
}

}  // namespace

std::span<const ServiceRow> services() {
    static const Rows ec2 = ec2_operations();
    static const Rows iam = iam_operations();
    static const Rows sts = sts_operations();
    static const Rows eks = eks_operations();
    static const Rows elasticloadbalancing = elasticloadbalancing_operations();
    static const Rows elb = classic_balancing_operations();
    static const Rows route53 = route53_operations();
    static const Rows resolver = resolver_operations();
    static const Rows direct_connect = direct_connect_operations();
    static const Rows ram = sharing_operations();
    static const Rows kms = key_service_operations();
    static const Rows logs = log_service_operations();
    static const Rows ssm = parameter_service_operations();
    static const std::vector<ServiceRow> rows{
        {"ec2", ec2},
        {"eks", eks},
        {"elasticloadbalancing", elasticloadbalancing},
        {"elb", elb},
        {"iam", iam},
        {"kms", kms},
        {"logs", logs},
        {"ssm", ssm},
        {"sts", sts},
        {"eks-auth", eks_auth_operations()},
        {"autoscaling", autoscaling_operations()},
        {"ecr", ecr_operations()},
        {"route53", route53},
        {"route53resolver", resolver},
        {"directconnect", direct_connect},
        {"ram", ram},
    };
    return rows;
}

void register_events(Scheduler& scheduler) {
    register_transition_events(scheduler);
    register_nat_gateway_events(scheduler);
    register_vpc_endpoint_events(scheduler);
    register_vpn_gateway_events(scheduler);
    register_vpn_connection_events(scheduler);
    register_instance_events(scheduler);
    register_load_balancer_events(scheduler);
    register_target_events(scheduler);
    classic::register_events(scheduler);
    classic::register_health_events(scheduler);
    register_vpc_peering_events(scheduler);
    register_transit_gateway_events(scheduler);
    register_kms_events(scheduler);
    register_resolver_endpoint_events(scheduler);
    directconnect::register_association_events(scheduler);
    register_autoscaling_events(scheduler);
    register_cluster_events(scheduler);
    register_cluster_update_events(scheduler);
    register_node_group_events(scheduler);
    register_addon_events(scheduler);
    register_boot_events(scheduler);
    register_heartbeat_events(scheduler);
    register_kubernetes_events(scheduler);
}

}  // namespace inland::emulator
