# SPDX-License-Identifier: Apache-2.0
"""Calls every operation of Elastic Load Balancing."""

from judge import ACCOUNT, REGION, until

TAGS = [{"Key": "team", "Value": "platform"}]
CERTIFICATE = f"arn:aws:acm:{REGION}:{ACCOUNT}:certificate/00000000-0000-4000-8000-00000000000"
FAST = {"Delay": 1, "MaxAttempts": 30}


def make_balancer(judge, network, name, kind="application", **more):
    return judge.elasticloadbalancing.create_load_balancer(
        Name=name, Type=kind, Scheme="internal", Subnets=network.subnets, **more)[
            "LoadBalancers"][0]["LoadBalancerArn"]


def make_targets(judge, network, name, **more):
    usual = {"Protocol": "HTTP", "Port": 80, "TargetType": "ip"}
    return judge.elasticloadbalancing.create_target_group(
        Name=name, VpcId=network.vpc, **{**usual, **more})["TargetGroups"][0]["TargetGroupArn"]


def forward(group):
    return [{"Type": "forward", "TargetGroupArn": group}]


def balancers(judge, network):
    elb = judge.elasticloadbalancing
    made = make_balancer(judge, network, "judged", SecurityGroups=[network.group], Tags=TAGS,
                         IpAddressType="ipv4")
    elb.get_waiter("load_balancer_exists").wait(Names=["judged"], WaiterConfig=FAST)
    elb.get_waiter("load_balancer_available").wait(LoadBalancerArns=[made], WaiterConfig=FAST)
    judge.refused("DuplicateLoadBalancerName", elb.create_load_balancer, Name="judged",
                  Type="network", Scheme="internal", Subnets=network.subnets)
    judge.refused("SubnetNotFound", elb.create_load_balancer, Name="nowhere", Scheme="internal",
                  Subnets=["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"])
    elb.describe_load_balancer_attributes(LoadBalancerArn=made)
    elb.modify_load_balancer_attributes(LoadBalancerArn=made, Attributes=[
        {"Key": "deletion_protection.enabled", "Value": "true"}])
    judge.refused("OperationNotPermitted", elb.delete_load_balancer, LoadBalancerArn=made)
    elb.modify_load_balancer_attributes(LoadBalancerArn=made, Attributes=[
        {"Key": "deletion_protection.enabled", "Value": "false"}])
    elb.set_security_groups(LoadBalancerArn=made, SecurityGroups=[network.group])
    elb.set_subnets(LoadBalancerArn=made, Subnets=network.subnets)
    elb.set_ip_address_type(LoadBalancerArn=made, IpAddressType="ipv4")
    elb.describe_capacity_reservation(LoadBalancerArn=made)
    elb.add_tags(ResourceArns=[made], Tags=[{"Key": "a", "Value": "b"}])
    elb.describe_tags(ResourceArns=[made])
    elb.remove_tags(ResourceArns=[made], TagKeys=["a"])
    elb.describe_account_limits()
    elb.describe_ssl_policies()
    elb.describe_ssl_policies(Names=["ELBSecurityPolicy-TLS13-1-2-2021-06"])
    network.balancer = made


def make_machine(judge, network):
    """One that a load balancer in the network's subnets reaches on 443."""
    image = judge.ec2.describe_images()["Images"][0]["ImageId"]
    instance = judge.ec2.run_instances(
        ImageId=image, InstanceType="m6i.large", MinCount=1, MaxCount=1,
        SubnetId=network.subnets[0], SecurityGroupIds=[network.group])["Instances"][0]["InstanceId"]
    judge.ec2.get_waiter("instance_running").wait(InstanceIds=[instance],
                                                  WaiterConfig={"Delay": 1})
    return instance


def make_classic(judge, network, name, **more):
    usual = {"Scheme": "internal", "Subnets": network.subnets, "SecurityGroups": [network.group],
             "Listeners": [{"Protocol": "TCP", "LoadBalancerPort": 443, "InstancePort": 443}]}
    judge.elb.create_load_balancer(LoadBalancerName=name, **{**usual, **more})
    judge.elb.configure_health_check(LoadBalancerName=name, HealthCheck={
        "Target": "TCP:443", "Interval": 5, "Timeout": 2, "UnhealthyThreshold": 2,
        "HealthyThreshold": 2})


def classic_balancers(judge, network):
    elb = judge.elb
    listener = {"Protocol": "TCP", "LoadBalancerPort": 80, "InstancePort": 31000}
    usual = {"Scheme": "internal", "Subnets": network.subnets[:1], "Listeners": [listener]}
    elb.create_load_balancer(LoadBalancerName="classic", Tags=TAGS,
                             SecurityGroups=[network.group], **usual)
    others = {**usual, "Listeners": [{**listener, "InstancePort": 1}]}
    judge.refused("DuplicateLoadBalancerName", elb.create_load_balancer,
                  LoadBalancerName="classic", **others)
    judge.refused("LoadBalancerNotFound", elb.describe_load_balancers,
                  LoadBalancerNames=["nobody"])
    one = {"LoadBalancerName": "classic"}
    elb.describe_load_balancers(LoadBalancerNames=["classic"])
    elb.attach_load_balancer_to_subnets(Subnets=network.subnets[1:2], **one)
    elb.detach_load_balancer_from_subnets(Subnets=network.subnets[1:2], **one)
    elb.apply_security_groups_to_load_balancer(SecurityGroups=[network.group], **one)
    elb.configure_health_check(HealthCheck={"Target": "TCP:31000", "Interval": 10, "Timeout": 5,
                                            "UnhealthyThreshold": 6, "HealthyThreshold": 2}, **one)
    machine = make_machine(judge, network)
    elb.register_instances_with_load_balancer(Instances=[{"InstanceId": machine}], **one)
    elb.describe_instance_health(**one)
    elb.deregister_instances_from_load_balancer(Instances=[{"InstanceId": machine}], **one)
    judge.ec2.terminate_instances(InstanceIds=[machine])
    elb.modify_load_balancer_attributes(
        LoadBalancerAttributes={"ConnectionSettings": {"IdleTimeout": 120}}, **one)
    elb.describe_load_balancer_attributes(**one)
    elb.create_load_balancer_listeners(Listeners=[{**listener, "LoadBalancerPort": 81}], **one)
    elb.create_load_balancer_policy(
        PolicyName="proxied", PolicyTypeName="ProxyProtocolPolicyType",
        PolicyAttributes=[{"AttributeName": "ProxyProtocol", "AttributeValue": "true"}], **one)
    elb.set_load_balancer_policies_for_backend_server(InstancePort=31000,
                                                      PolicyNames=["proxied"], **one)
    elb.set_load_balancer_policies_for_backend_server(InstancePort=31000, PolicyNames=[], **one)
    elb.set_load_balancer_policies_of_listener(LoadBalancerPort=80, PolicyNames=[], **one)
    elb.set_load_balancer_listener_ssl_certificate(LoadBalancerPort=81,
                                                   SSLCertificateId=CERTIFICATE + "1", **one)
    elb.describe_load_balancer_policies(**one)
    elb.delete_load_balancer_policy(PolicyName="proxied", **one)
    elb.delete_load_balancer_listeners(LoadBalancerPorts=[81], **one)
    elb.add_tags(LoadBalancerNames=["classic"], Tags=[{"Key": "a", "Value": "b"}])
    elb.describe_tags(LoadBalancerNames=["classic"])
    elb.remove_tags(LoadBalancerNames=["classic"], Tags=[{"Key": "a"}])
    elb.delete_load_balancer(**one)


def target_groups(judge, network):
    elb = judge.elasticloadbalancing
    group = make_targets(judge, network, "judged", HealthCheckPath="/healthz", Tags=TAGS,
                         HealthCheckIntervalSeconds=10, HealthyThresholdCount=2,
                         Matcher={"HttpCode": "200-299"})
    judge.refused("DuplicateTargetGroupName", elb.create_target_group, Name="judged",
                  Protocol="HTTPS", Port=443, VpcId=network.vpc)
    elb.describe_target_groups(Names=["judged"])
    elb.modify_target_group(TargetGroupArn=group, HealthCheckPath="/ready")
    elb.describe_target_group_attributes(TargetGroupArn=group)
    elb.modify_target_group_attributes(TargetGroupArn=group, Attributes=[
        {"Key": "deregistration_delay.timeout_seconds", "Value": "0"}])
    targets = [{"Id": "10.60.0.200", "Port": 8080}]
    elb.register_targets(TargetGroupArn=group, Targets=targets)
    elb.describe_target_health(TargetGroupArn=group)
    elb.describe_target_health(TargetGroupArn=group, Targets=targets)
    judge.refused("InvalidTarget", elb.register_targets, TargetGroupArn=group,
                  Targets=[{"Id": "8.8.8.8"}])
    elb.deregister_targets(TargetGroupArn=group, Targets=targets)
    elb.get_waiter("target_deregistered").wait(TargetGroupArn=group, Targets=targets,
                                               WaiterConfig=FAST)
    network.targets = group


def listeners(judge, network):
    elb = judge.elasticloadbalancing
    plain = elb.create_listener(
        LoadBalancerArn=network.balancer, Protocol="HTTP", Port=80, Tags=TAGS,
        DefaultActions=forward(network.targets))["Listeners"][0]["ListenerArn"]
    judge.refused("DuplicateListener", elb.create_listener, LoadBalancerArn=network.balancer,
                  Protocol="HTTP", Port=80, DefaultActions=forward(network.targets))
    secure = elb.create_listener(
        LoadBalancerArn=network.balancer, Protocol="HTTPS", Port=443,
        SslPolicy="ELBSecurityPolicy-TLS13-1-2-2021-06",
        Certificates=[{"CertificateArn": CERTIFICATE + "1"}],
        DefaultActions=[{"Type": "fixed-response", "FixedResponseConfig": {
            "StatusCode": "404", "ContentType": "text/plain", "MessageBody": "none"}}])[
                "Listeners"][0]["ListenerArn"]
    elb.describe_listeners(LoadBalancerArn=network.balancer)
    elb.describe_listeners(ListenerArns=[plain, secure])
    elb.modify_listener(ListenerArn=plain, DefaultActions=[
        {"Type": "redirect", "RedirectConfig": {"Protocol": "HTTPS", "Port": "443",
                                                "StatusCode": "HTTP_301"}}])
    elb.describe_listener_attributes(ListenerArn=plain)
    elb.modify_listener_attributes(ListenerArn=plain, Attributes=[
        {"Key": "routing.http.response.server.enabled", "Value": "false"}])
    more = [{"CertificateArn": CERTIFICATE + "2"}]
    elb.add_listener_certificates(ListenerArn=secure, Certificates=more)
    elb.describe_listener_certificates(ListenerArn=secure)
    elb.remove_listener_certificates(ListenerArn=secure, Certificates=more)
    rules(judge, network, plain)
    for listener in (plain, secure):
        elb.delete_listener(ListenerArn=listener)
    judge.refused("ListenerNotFound", elb.delete_listener, ListenerArn=plain)


def rules(judge, network, listener):
    elb = judge.elasticloadbalancing
    made = {"ListenerArn": listener, "Actions": forward(network.targets)}
    paths = [{"Field": "path-pattern", "PathPatternConfig": {"Values": ["/shop/*"]}}]
    hosts = [{"Field": "host-header", "Values": ["shop.example"]}]
    rule = elb.create_rule(**made, Priority=10, Conditions=paths, Tags=TAGS)["Rules"][0]["RuleArn"]
    elb.create_rule(**made, Priority=20, Conditions=hosts)
    judge.refused("PriorityInUse", elb.create_rule, **made, Priority=20, Conditions=hosts)
    elb.describe_rules(ListenerArn=listener)
    elb.describe_rules(RuleArns=[rule])
    elb.modify_rule(RuleArn=rule, Conditions=hosts)
    elb.set_rule_priorities(RulePriorities=[{"RuleArn": rule, "Priority": 30}])
    judge.refused("ResourceInUse", elb.delete_target_group, TargetGroupArn=network.targets)
    elb.delete_rule(RuleArn=rule)
    judge.refused("RuleNotFound", elb.describe_rules, RuleArns=[rule])


def end(judge, network):
    elb = judge.elasticloadbalancing
    elb.delete_load_balancer(LoadBalancerArn=network.balancer)
    elb.get_waiter("load_balancers_deleted").wait(LoadBalancerArns=[network.balancer],
                                                  WaiterConfig=FAST)
    elb.delete_target_group(TargetGroupArn=network.targets)
    judge.refused("TargetGroupNotFound", elb.describe_target_groups,
                  TargetGroupArns=[network.targets])
    until(lambda: not judge.ec2.describe_network_interfaces(Filters=[
        {"Name": "description", "Values": ["ELB app/judged/*"]}])["NetworkInterfaces"],
          "the interfaces of the load balancer to go")
