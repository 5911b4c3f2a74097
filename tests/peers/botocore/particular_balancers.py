# SPDX-License-Identifier: Apache-2.0
"""Forces errors of Elastic Load Balancing that need something particular to be wrong."""

from modelled_nobody import BALANCER, GROUP, LISTENER, RULE
from particular import tell
from tour_balancers import CERTIFICATE, forward, make_balancer, make_targets

PATHS = [{"Field": "path-pattern", "Values": ["/a"]}]
TAGS = [{"Key": "a", "Value": "b"}]


def run(judge, network):
    network.balancer = make_balancer(judge, network, "particular")
    network.targets = make_targets(judge, network, "particular")
    for step in (balancers, listeners, rules, targets, tags):
        judge.attempt(step.__name__, lambda: step(judge.elasticloadbalancing, network))


def balancers(elb, network):
    made = {"Name": "wrong", "Scheme": "internal", "Subnets": network.subnets}
    tell(elb.create_load_balancer, **{**made, "Subnets": network.subnets[:1] * 2})
    tell(elb.create_load_balancer, **{**made, "Scheme": "inside"})
    tell(elb.create_load_balancer, **{**made, "Scheme": "internet-facing"})
    tell(elb.create_load_balancer, **made, SecurityGroups=["sg-0123456789abcdef0"])
    tell(elb.create_load_balancer, **made, Tags=TAGS * 2)
    balancer = {"LoadBalancerArn": network.balancer}
    tell(elb.set_subnets, **balancer, Subnets=["subnet-0123456789abcdef0"] * 2)
    tell(elb.set_subnets, **balancer, Subnets=network.subnets[:1])
    tell(elb.set_security_groups, **balancer, SecurityGroups=["sg-0123456789abcdef0"])
    tell(elb.modify_load_balancer_attributes, LoadBalancerArn=BALANCER, Attributes=TAGS)
    tell(elb.modify_load_balancer_attributes, **balancer, Attributes=TAGS)
    tell(elb.describe_ssl_policies, Names=["Nobody"])


def listeners(elb, network):
    actions = forward(network.targets)
    made = {"LoadBalancerArn": network.balancer, "Protocol": "HTTP", "Port": 80}
    listener = elb.create_listener(**made, DefaultActions=actions)["Listeners"][0]["ListenerArn"]
    secure = elb.create_listener(
        LoadBalancerArn=network.balancer, Protocol="HTTPS", Port=443, DefaultActions=actions,
        Certificates=[{"CertificateArn": CERTIFICATE + "1"}])["Listeners"][0]["ListenerArn"]
    network.listener = listener
    certificate = [{"CertificateArn": CERTIFICATE + "1"}]
    for change in ({"LoadBalancerArn": BALANCER}, {"DefaultActions": forward(GROUP)},
                   {"Protocol": "TCP"}, {"Protocol": "HTTPS"},
                   {"Protocol": "HTTPS", "Certificates": [{"CertificateArn": "arn:nobody"}]},
                   {"Protocol": "HTTPS", "Certificates": certificate * 2},
                   {"Protocol": "HTTPS", "Certificates": certificate, "SslPolicy": "Nobody"}):
        wrong = {**made, "Port": 81, "DefaultActions": actions, **change}
        tell(elb.create_listener, **wrong)
        change.pop("LoadBalancerArn", None)
        tell(elb.modify_listener, ListenerArn=listener, **change)
    tell(elb.modify_listener, ListenerArn=listener, Port=443)
    for call in (elb.add_listener_certificates, elb.remove_listener_certificates):
        for arn in (LISTENER, secure):
            for wrong in ([{"CertificateArn": "arn:nobody"}], certificate):
                tell(call, ListenerArn=arn, Certificates=wrong)
    tell(elb.modify_listener_attributes, ListenerArn=LISTENER, Attributes=TAGS)
    tell(elb.modify_listener_attributes, ListenerArn=listener, Attributes=TAGS)
    tell(elb.describe_listeners, LoadBalancerArn=BALANCER)
    tell(elb.describe_listeners, ListenerArns=[LISTENER])


def rules(elb, network):
    made = {"ListenerArn": network.listener, "Conditions": PATHS,
            "Actions": forward(network.targets)}
    first, second = (elb.create_rule(**made, Priority=priority)["Rules"][0]["RuleArn"]
                     for priority in (1, 2))
    tell(elb.create_rule, **{**made, "ListenerArn": LISTENER}, Priority=3)
    tell(elb.create_rule, **{**made, "Actions": forward(GROUP)}, Priority=3)
    tell(elb.modify_rule, RuleArn=first, Actions=forward(GROUP))
    tell(elb.set_rule_priorities, RulePriorities=[{"RuleArn": RULE, "Priority": 9}])
    tell(elb.set_rule_priorities, RulePriorities=[{"RuleArn": first, "Priority": 2}])
    tell(elb.describe_rules, ListenerArn=LISTENER)
    every = elb.describe_rules(ListenerArn=network.listener)["Rules"]
    default = next(row["RuleArn"] for row in every if row["IsDefault"])
    tell(elb.delete_rule, RuleArn=default)
    tell(elb.modify_rule, RuleArn=default, Conditions=PATHS)
    tell(elb.set_rule_priorities, RulePriorities=[{"RuleArn": default, "Priority": 9}])


def targets(elb, network):
    group, wrong = {"TargetGroupArn": network.targets}, [{"Id": "10.60.0.201", "Port": 80}]
    tell(elb.deregister_targets, **group, Targets=wrong)
    tell(elb.describe_target_health, **group, Targets=wrong)
    tell(elb.modify_target_group_attributes, TargetGroupArn=GROUP, Attributes=TAGS)
    tell(elb.modify_target_group_attributes, **group, Attributes=TAGS)
    tell(elb.describe_target_groups, LoadBalancerArn=BALANCER)


def tags(elb, network):
    tell(elb.add_tags, ResourceArns=[network.balancer], Tags=TAGS * 2)
    for arn in (BALANCER, GROUP, LISTENER, RULE):
        tell(elb.add_tags, ResourceArns=[arn], Tags=TAGS)
        tell(elb.remove_tags, ResourceArns=[arn], TagKeys=["a"])
        tell(elb.describe_tags, ResourceArns=[arn])
