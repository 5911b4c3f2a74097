#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every operation that the embedded AWS has, called at least once, each answer judged by botocore's
model. An operation of the registry that no step calls is a failure, too."""

import judge as judging
import tour_balancers
import tour_connections
import tour_direct_connect
import tour_eks
import tour_iam
import tour_images
import tour_joined
import tour_machines
import tour_names
import tour_network
import tour_principals
import tour_sharing
import tour_slow
import tour_small


def run(judge):
    network = tour_network.Network(judge)
    roles = tour_eks.make_roles(judge)
    steps = [
        (tour_network.vpcs,), (tour_network.subnets, network), (tour_network.routes, network),
        (tour_network.security_groups, network), (tour_network.network_acls, network),
        (tour_network.endpoints, network), (tour_connections.vpn, network),
        (tour_connections.interfaces, network), (tour_connections.templates, network),
        (tour_connections.machines, network), (tour_connections.places, network),
        (tour_direct_connect.gateways, network), (tour_sharing.shares, network),
        (tour_eks.versions,), (tour_eks.clusters, network, roles),
        (tour_eks.node_groups, network, roles), (tour_eks.addons, roles), (tour_eks.access, roles),
        (tour_eks.pod_identities, roles), (tour_eks.tags_and_end,),
        (tour_iam.roles,), (tour_iam.policies,), (tour_iam.instance_profiles,),
        (tour_iam.oidc_providers,), (tour_iam.users,), (tour_iam.identities,),
        (tour_small.keys,), (tour_small.logs,), (tour_small.parameters,),
        (tour_small.repositories,), (tour_small.groups, network),
        (tour_balancers.classic_balancers, network),
        (tour_balancers.balancers, network), (tour_balancers.target_groups, network),
        (tour_balancers.listeners, network), (tour_balancers.end, network),
        (tour_names.zones,), (tour_names.associations, network), (tour_names.endpoints, network),
        (tour_names.rules, network), (tour_images.images,), (tour_images.registries,),
        (tour_images.pull_through_caches,), (tour_joined.peerings, network),
        (tour_joined.transit_gateways, network), (tour_joined.prefix_lists, network),
        (tour_joined.flow_logs, network), (tour_joined.ways_out, network),
        (tour_machines.key_pairs,), (tour_machines.states, network), (tour_machines.more_blocks,),
        (tour_machines.groups, network), (tour_slow.groups,), (tour_principals.users,),
        (tour_principals.roles,), (tour_principals.tokens, network, roles),
        (tour_principals.sessions,),
    ]
    for step, *arguments in steps:
        judge.attempt(step.__module__ + "." + step.__name__, lambda: step(judge, *arguments))


def main():
    judge = judging.Judge("tour")
    run(judge)
    registry = judging.registry()
    for name, row in registry.items():
        if row["coverage"] != "absent" and not judge.calls[name]:
            judge.fail(name, "is in the registry and was not called with success")
    for name in judging.wanted_operations():
        if registry.get(name, {"coverage": "absent"})["coverage"] == "absent":
            judge.fail(name, "is in operations.tsv and absent")
    judge.finish()


if __name__ == "__main__":
    main()
