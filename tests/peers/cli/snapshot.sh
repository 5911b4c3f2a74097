#!/usr/bin/env bash
# What `inland prove FOLDER` wants to know, asked with the AWS CLI:
#     snapshot.sh FOLDER CLUSTER [AWS]
# Each answer becomes one file. Their names are for people: what an answer is shows in its content.
# An answer that does not say what it is about (a zone's records, a role's policies) is kept in a file
# that is named after it.
set -euo pipefail

folder=$1
cluster=$2
aws=${3:-aws}
count=0
mkdir -p "$folder"

ask() { # [-NAME] SERVICE CALL ARGUMENTS...
    local name=""
    if [[ $1 == -* ]]; then
        name=".${1#-}"
        shift
    fi
    count=$((count + 1))
    "$aws" "$@" --output json >"$folder/$(printf %03d $count)-$1-$2$name.json"
}
names() { "$aws" "$@" --output text | tr '\t' '\n' | grep -v '^None$' || true; }

for class in vpcs subnets route-tables network-acls security-groups network-interfaces \
    vpc-endpoints nat-gateways internet-gateways vpn-gateways vpn-connections customer-gateways \
    dhcp-options launch-templates managed-prefix-lists egress-only-internet-gateways \
    vpc-peering-connections vpc-block-public-access-options vpc-block-public-access-exclusions; do
    ask ec2 "describe-$class"
done
for vpc in $(names ec2 describe-vpcs --query 'Vpcs[].VpcId'); do
    ask ec2 describe-vpc-attribute --vpc-id "$vpc" --attribute enableDnsSupport
    ask ec2 describe-vpc-attribute --vpc-id "$vpc" --attribute enableDnsHostnames
    ask "-$vpc" route53 list-hosted-zones-by-vpc --vpc-id "$vpc" --vpc-region "$AWS_REGION"
done
for template in $(names ec2 describe-launch-templates --query 'LaunchTemplates[].LaunchTemplateId'); do
    ask ec2 describe-launch-template-versions --launch-template-id "$template"
done
for gateway in $(names ec2 describe-vpn-gateways --query 'VpnGateways[].VpnGatewayId'); do
    ask "-$gateway" directconnect describe-direct-connect-gateway-associations --associated-gateway-id "$gateway"
done
ask autoscaling describe-auto-scaling-groups

ask eks describe-cluster --name "$cluster"
ask "-$cluster" eks list-nodegroups --cluster-name "$cluster"
for group in $(names eks list-nodegroups --cluster-name "$cluster" --query 'nodegroups[]'); do
    ask eks describe-nodegroup --cluster-name "$cluster" --nodegroup-name "$group"
done
ask "-$cluster" eks list-addons --cluster-name "$cluster"
for addon in $(names eks list-addons --cluster-name "$cluster" --query 'addons[]'); do
    ask eks describe-addon --cluster-name "$cluster" --addon-name "$addon"
done
ask "-$cluster" eks list-access-entries --cluster-name "$cluster"
for principal in $(names eks list-access-entries --cluster-name "$cluster" --query 'accessEntries[]'); do
    ask eks describe-access-entry --cluster-name "$cluster" --principal-arn "$principal"
    ask eks list-associated-access-policies --cluster-name "$cluster" --principal-arn "$principal"
done

for role in $(names iam list-roles --query 'Roles[].RoleName'); do
    ask iam get-role --role-name "$role"
    ask "-$role" iam list-attached-role-policies --role-name "$role"
    ask "-$role" iam list-role-policies --role-name "$role"
    for policy in $(names iam list-role-policies --role-name "$role" --query 'PolicyNames[]'); do
        ask iam get-role-policy --role-name "$role" --policy-name "$policy"
    done
done
ask iam list-instance-profiles

for zone in $(names route53 list-hosted-zones --query 'HostedZones[].Id'); do
    ask route53 get-hosted-zone --id "$zone"
    ask "-${zone##*/}" route53 list-resource-record-sets --hosted-zone-id "$zone"
done
ask route53resolver list-resolver-endpoints
for endpoint in $(names route53resolver list-resolver-endpoints --query 'ResolverEndpoints[].Id'); do
    ask "-$endpoint" route53resolver list-resolver-endpoint-ip-addresses --resolver-endpoint-id "$endpoint"
done
ask route53resolver list-resolver-rules
ask route53resolver list-resolver-rule-associations
echo "$count answers in $folder"
