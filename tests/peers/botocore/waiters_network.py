# SPDX-License-Identifier: Apache-2.0
"""Waits with the waiters of EC2's key pairs and peerings, of load balancers and of Route 53."""

import tour_balancers


def pairs_and_peerings(waiters, network):
    ec2 = waiters.judge.ec2
    ec2.create_key_pair(KeyName="waited")
    waiters.succeed("ec2", "key_pair_exists", KeyNames=["waited"])
    peer = ec2.create_vpc(CidrBlock="10.66.0.0/16")["Vpc"]["VpcId"]
    connection = ec2.create_vpc_peering_connection(VpcId=network.vpc, PeerVpcId=peer)[
        "VpcPeeringConnection"]["VpcPeeringConnectionId"]
    waiters.succeed("ec2", "vpc_peering_connection_exists", VpcPeeringConnectionIds=[connection])
    ec2.delete_vpc_peering_connection(VpcPeeringConnectionId=connection)
    waiters.succeed("ec2", "vpc_peering_connection_deleted", VpcPeeringConnectionIds=[connection])


def balancers(waiters, network):
    judge, service = waiters.judge, "elasticloadbalancing"
    elb = judge.elasticloadbalancing
    balancer = tour_balancers.make_balancer(judge, network, "waited", "network")
    waiters.succeed(service, "load_balancer_exists", LoadBalancerArns=[balancer])
    waiters.succeed(service, "load_balancer_available", LoadBalancerArns=[balancer])
    elb.delete_load_balancer(LoadBalancerArn=balancer)
    waiters.succeed(service, "load_balancers_deleted", LoadBalancerArns=[balancer])


def make_machine(judge, network):
    """A machine that the load balancer's addresses reach."""
    judge.ec2.authorize_security_group_ingress(GroupId=network.group, IpPermissions=[
        {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443,
         "IpRanges": [{"CidrIp": "10.60.0.0/16"}]}])
    return tour_balancers.make_machine(judge, network)


def targets(waiters, network):
    judge, service = waiters.judge, "elasticloadbalancing"
    elb = judge.elasticloadbalancing
    balancer = tour_balancers.make_balancer(judge, network, "watched", "network")
    group = tour_balancers.make_targets(judge, network, "watched", Protocol="TCP", Port=443,
                                        TargetType="instance", HealthCheckIntervalSeconds=10)
    elb.create_listener(LoadBalancerArn=balancer, Protocol="TCP", Port=443,
                        DefaultActions=tour_balancers.forward(group))
    named = {"TargetGroupArn": group, "Targets": [{"Id": make_machine(judge, network)}]}
    elb.register_targets(**named)
    waiters.succeed(service, "target_in_service", **named)
    elb.deregister_targets(**named)
    waiters.succeed(service, "target_deregistered", **named)
    instances(waiters, network, named["Targets"][0]["Id"])


def instances(waiters, network, machine):
    tour_balancers.make_classic(waiters.judge, network, "watched-classic")
    named = {"LoadBalancerName": "watched-classic", "Instances": [{"InstanceId": machine}]}
    waiters.judge.elb.register_instances_with_load_balancer(**named)
    waiters.succeed("elb", "instance_in_service", **named)
    waiters.succeed("elb", "any_instance_in_service", **named)
    waiters.judge.elb.deregister_instances_from_load_balancer(**named)
    waiters.succeed("elb", "instance_deregistered", **named)


def changes(waiters):
    change = waiters.judge.route53.create_hosted_zone(
        Name="waited.example", CallerReference="waited")["ChangeInfo"]["Id"]
    waiters.succeed("route53", "resource_record_sets_changed", Id=change)
