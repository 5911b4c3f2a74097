# SPDX-License-Identifier: Apache-2.0
"""Forces errors of Classic Load Balancers that need something particular to be wrong."""

from particular import tell
from tour_balancers import make_classic

LISTENER = {"Protocol": "TCP", "LoadBalancerPort": 80, "InstancePort": 31000}
NOBODYS = "subnet-0123456789abcdef0"
TAGS = [{"Key": "a", "Value": "b"}]


def run(judge, network):
    make_classic(judge, network, "wrong-classic", Subnets=network.subnets[:1])
    for step in (made, placed, listeners, policies, instances):
        judge.attempt(step.__name__, lambda: step(judge.elb, network))


def made(elb, network):
    usual = {"LoadBalancerName": "never", "Scheme": "internal", "Listeners": [LISTENER],
             "Subnets": network.subnets}
    for change in ({"Scheme": "inside"}, {"Scheme": "internet-facing"}, {"Subnets": [NOBODYS]},
                   {"SecurityGroups": ["sg-0123456789abcdef0"]}, {"Tags": TAGS * 2},
                   {"Tags": [{"Key": str(i), "Value": ""} for i in range(51)]}):
        tell(elb.create_load_balancer, **{**usual, **change})
    tell(elb.add_tags, LoadBalancerNames=["wrong-classic"], Tags=TAGS * 2)
    tell(elb.add_tags, LoadBalancerNames=["wrong-classic"],
         Tags=[{"Key": str(i), "Value": ""} for i in range(51)])
    tell(elb.remove_tags, LoadBalancerNames=["nobody"], Tags=[{"Key": "a"}])
    log = {"AccessLog": {"Enabled": True}}
    for name in ("nobody", "wrong-classic"):
        tell(elb.modify_load_balancer_attributes, LoadBalancerName=name,
             LoadBalancerAttributes=log)


def placed(elb, network):
    one = {"LoadBalancerName": "wrong-classic"}
    tell(elb.attach_load_balancer_to_subnets, **one, Subnets=[NOBODYS])
    tell(elb.apply_security_groups_to_load_balancer, **one,
         SecurityGroups=["sg-0123456789abcdef0"])
    tell(elb.detach_load_balancer_from_subnets, **one, Subnets=network.subnets[:1])


def listeners(elb, _):
    one = {"LoadBalancerName": "wrong-classic"}
    for listener in ({**LISTENER, "LoadBalancerPort": 443}, {**LISTENER, "Protocol": "QUIC"}):
        tell(elb.create_load_balancer_listeners, **one, Listeners=[listener])
    tell(elb.set_load_balancer_listener_ssl_certificate, **one, LoadBalancerPort=9,
         SSLCertificateId="arn:nobody")


def policies(elb, _):
    one = {"LoadBalancerName": "wrong-classic"}
    proxied = {"PolicyName": "proxied", "PolicyTypeName": "ProxyProtocolPolicyType"}
    tell(elb.create_load_balancer_policy, **one, PolicyName="a", PolicyTypeName="Nobody")
    for _ in range(2):
        tell(elb.create_load_balancer_policy, **one, **proxied)
    tell(elb.describe_load_balancer_policies, LoadBalancerName="nobody")
    tell(elb.describe_load_balancer_policies, **one, PolicyNames=["nobody"])
    ports = {"InstancePort": 443}
    tell(elb.set_load_balancer_policies_for_backend_server, **one, **ports, PolicyNames=["nobody"])
    tell(elb.set_load_balancer_policies_for_backend_server, **one, **ports, PolicyNames=["proxied"])
    tell(elb.delete_load_balancer_policy, **one, PolicyName="proxied")
    tell(elb.set_load_balancer_policies_of_listener, **one, LoadBalancerPort=443,
         PolicyNames=["nobody"])
    tell(elb.set_load_balancer_policies_of_listener, **one, LoadBalancerPort=9, PolicyNames=[])


def instances(elb, _):
    nobody = {"Instances": [{"InstanceId": "i-0123456789abcdef0"}]}
    for name in ("nobody", "wrong-classic"):
        tell(elb.register_instances_with_load_balancer, LoadBalancerName=name, **nobody)
        tell(elb.deregister_instances_from_load_balancer, LoadBalancerName=name, **nobody)
    tell(elb.describe_instance_health, LoadBalancerName="wrong-classic", **nobody)
