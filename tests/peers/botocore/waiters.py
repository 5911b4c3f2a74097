#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every waiter that botocore has for the emulated operations: it succeeds, and fails at once where
it can fail. A waiter that nobody waited on is a failure of this script."""

import botocore.exceptions
import judge as judging
import tour_connections
import tour_eks
import tour_network
import waiters_network
from judge import until

CONFIG = {"Delay": 1, "MaxAttempts": 60}


class Waiters:
    def __init__(self, judge):
        self.judge = judge
        self.done = set()

    def succeed(self, service, waiter, **arguments):
        self.done.add(f"{service}.{waiter}")
        self.judge.attempt(f"{service}.{waiter}", lambda: self.judge.client(service).get_waiter(
            waiter).wait(WaiterConfig=CONFIG, **arguments))

    def fail(self, service, waiter, **arguments):
        """The waiter must end with a failure state and not by running out of time."""
        case = f"{service}.{waiter}"
        try:
            self.judge.client(service).get_waiter(waiter).wait(
                WaiterConfig={"Delay": 1, "MaxAttempts": 20}, **arguments)
            self.judge.fail(case, "succeeds where it should fail")
        except botocore.exceptions.WaiterError as error:
            self.judge.expect("terminal failure" in str(error) or "error" in str(error).lower(),
                              case, f"fails with {error}")


def network_waiters(waiters, network):
    ec2 = waiters.judge.ec2
    waiters.succeed("ec2", "vpc_exists", VpcIds=[network.vpc])
    waiters.succeed("ec2", "vpc_available", VpcIds=[network.vpc])
    waiters.succeed("ec2", "subnet_available", SubnetIds=network.subnets)
    waiters.succeed("ec2", "security_group_exists", GroupIds=[network.group])
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    waiters.succeed("ec2", "internet_gateway_exists", InternetGatewayIds=[gateway])
    interface = ec2.create_network_interface(SubnetId=network.subnets[0])["NetworkInterface"][
        "NetworkInterfaceId"]
    waiters.succeed("ec2", "network_interface_available", NetworkInterfaceIds=[interface])
    waiters.fail("ec2", "network_interface_available", NetworkInterfaceIds=["eni-0123456789abcdef0"])
    nat = ec2.create_nat_gateway(SubnetId=network.subnets[0], ConnectivityType="private")[
        "NatGateway"]["NatGatewayId"]
    waiters.succeed("ec2", "nat_gateway_available", NatGatewayIds=[nat])
    ec2.delete_nat_gateway(NatGatewayId=nat)
    waiters.succeed("ec2", "nat_gateway_deleted", NatGatewayIds=[nat])
    waiters.fail("ec2", "nat_gateway_available", NatGatewayIds=[nat])
    customer = ec2.create_customer_gateway(Type="ipsec.1", BgpAsn=65010, IpAddress="203.0.113.10")[
        "CustomerGateway"]["CustomerGatewayId"]
    waiters.succeed("ec2", "customer_gateway_available", CustomerGatewayIds=[customer])
    vpn = ec2.create_vpn_gateway(Type="ipsec.1")["VpnGateway"]["VpnGatewayId"]
    ec2.attach_vpn_gateway(VpcId=network.vpc, VpnGatewayId=vpn)
    connection = ec2.create_vpn_connection(Type="ipsec.1", CustomerGatewayId=customer,
                                           VpnGatewayId=vpn)["VpnConnection"]["VpnConnectionId"]
    waiters.succeed("ec2", "vpn_connection_available", VpnConnectionIds=[connection])
    ec2.delete_vpn_connection(VpnConnectionId=connection)
    waiters.succeed("ec2", "vpn_connection_deleted", VpnConnectionIds=[connection])
    waiters.fail("ec2", "vpn_connection_available", VpnConnectionIds=[connection])
    ec2.delete_customer_gateway(CustomerGatewayId=customer)
    waiters.fail("ec2", "customer_gateway_available", CustomerGatewayIds=[customer])


def instance_waiters(waiters, network):
    ec2 = waiters.judge.ec2
    image = ec2.describe_images()["Images"][0]["ImageId"]
    waiters.succeed("ec2", "image_exists", ImageIds=[image])
    waiters.succeed("ec2", "image_available", ImageIds=[image])
    instance = ec2.run_instances(ImageId=image, InstanceType="m6i.large", MinCount=1, MaxCount=1,
                                 SubnetId=network.subnets[0])["Instances"][0]["InstanceId"]
    for waiter in ("instance_exists", "instance_running", "instance_status_ok", "system_status_ok"):
        waiters.succeed("ec2", waiter, InstanceIds=[instance])
    ec2.stop_instances(InstanceIds=[instance])
    waiters.succeed("ec2", "instance_stopped", InstanceIds=[instance])
    ec2.terminate_instances(InstanceIds=[instance])
    waiters.succeed("ec2", "instance_terminated", InstanceIds=[instance])
    waiters.fail("ec2", "instance_running", InstanceIds=[instance])


def iam_waiters(waiters):
    iam = waiters.judge.iam
    iam.create_role(RoleName="waited", AssumeRolePolicyDocument=tour_eks.trust("ec2.amazonaws.com"))
    waiters.succeed("iam", "role_exists", RoleName="waited")
    iam.create_instance_profile(InstanceProfileName="waited")
    waiters.succeed("iam", "instance_profile_exists", InstanceProfileName="waited")
    iam.create_user(UserName="waited")
    waiters.succeed("iam", "user_exists", UserName="waited")
    waiters.succeed("iam", "policy_exists",
                    PolicyArn="arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy")


def eks_waiters(waiters, network, roles):
    eks, cluster = waiters.judge.eks, {"clusterName": "waited"}
    eks.create_cluster(name="waited", roleArn=roles["cluster"],
                       resourcesVpcConfig={"subnetIds": network.subnets})
    waiters.succeed("eks", "cluster_active", name="waited")
    eks.create_nodegroup(**cluster, nodegroupName="g", subnets=network.subnets,
                         nodeRole=roles["node"],
                         scalingConfig={"minSize": 0, "desiredSize": 0, "maxSize": 1})
    waiters.succeed("eks", "nodegroup_active", **cluster, nodegroupName="g")
    eks.create_addon(**cluster, addonName="kube-proxy")
    waiters.succeed("eks", "addon_active", **cluster, addonName="kube-proxy")
    eks.delete_addon(**cluster, addonName="kube-proxy")
    waiters.succeed("eks", "addon_deleted", **cluster, addonName="kube-proxy")
    unreachable_nodes(waiters, network, roles, cluster)
    for group in ("g", "lost"):
        eks.delete_nodegroup(**cluster, nodegroupName=group)
        waiters.succeed("eks", "nodegroup_deleted", **cluster, nodegroupName=group)
    eks.delete_cluster(name="waited")
    waiters.succeed("eks", "cluster_deleted", name="waited")


def unreachable_nodes(waiters, network, roles, cluster):
    """Nodes in a subnet without endpoints do not join: the group fails, and so must its waiter."""
    waiters.judge.eks.create_nodegroup(
        **cluster, nodegroupName="lost", subnets=network.subnets, nodeRole=roles["node"],
        scalingConfig={"minSize": 1, "desiredSize": 1, "maxSize": 1})
    waiters.fail("eks", "nodegroup_active", **cluster, nodegroupName="lost")


def enumerate_waiters(waiters):
    """Each waiter of botocore that polls an operation of the registry was waited on."""
    registry = judging.registry()
    services = {row["service"] for row in registry.values() if row["coverage"] != "absent"}
    for service in sorted(services):
        client = waiters.judge.client(service)
        for name in client.waiter_names:
            waiter = client.get_waiter(name)
            operation = f"{service}.{waiter.config.operation}"
            known = registry.get(operation, {"coverage": "absent"})["coverage"] != "absent"
            if known and f"{service}.{name}" not in waiters.done:
                waiters.judge.fail(f"{service}.{name}", "was not waited on")


def main():
    judge = judging.Judge("waiters")
    waiters = Waiters(judge)
    network = tour_network.Network(judge)
    roles = tour_eks.make_roles(judge, "waited-for")
    judge.attempt("ec2", lambda: network_waiters(waiters, network))
    judge.attempt("instances", lambda: instance_waiters(waiters, network))
    judge.attempt("peerings", lambda: waiters_network.pairs_and_peerings(waiters, network))
    judge.attempt("balancers", lambda: waiters_network.balancers(waiters, network))
    judge.attempt("targets", lambda: waiters_network.targets(waiters, network))
    judge.attempt("changes", lambda: waiters_network.changes(waiters))
    judge.attempt("iam", lambda: iam_waiters(waiters))
    judge.attempt("eks", lambda: eks_waiters(waiters, network, roles))
    enumerate_waiters(waiters)
    judge.finish()


if __name__ == "__main__":
    main()
