#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The AWS CLI on the embedded AWS, as its users type it. Usage: tour.sh AWS, with AWS_ENDPOINT_URL,
# keys and a Region in the environment. Prints what went wrong and exits 1, or "done".
set -uo pipefail
program=$1
wrong=0

# Older CLIs know no AWS_ENDPOINT_URL.
aws() { "$program" --endpoint-url "$AWS_ENDPOINT_URL" --no-cli-pager --output text "$@"; }
case $("$program" --version 2>&1) in
    aws-cli/1.*) aws() { "$program" --endpoint-url "$AWS_ENDPOINT_URL" --output text "$@"; } ;;
esac

fail() { echo "FAILED $*"; wrong=1; }
# does COMMAND...: it must succeed.
does() { "$@" >"$HOME/out" 2>"$HOME/err" || fail "$*: $(cat "$HOME/err")"; }
# says WANTED COMMAND...: it must succeed and print exactly that.
says() {
    local wanted=$1 found
    shift
    found=$("$@" 2>&1) || fail "$*: $found"
    [ "$found" = "$wanted" ] || fail "$* printed '$found' instead of '$wanted'"
}
# refuses CODE COMMAND...: it must fail and name that error.
refuses() {
    local code=$1 found
    shift
    found=$("$@" 2>&1) && fail "$* was not refused"
    case $found in *"($code)"*) ;; *) fail "$*: $found" ;; esac
}
trust() {
    echo "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"$1\"},\"Action\":\"sts:AssumeRole\"}]}"
}

says 123456789012 aws sts get-caller-identity --query Account

vpc=$(aws ec2 create-vpc --cidr-block 10.70.0.0/16 --query Vpc.VpcId \
    --tag-specifications 'ResourceType=vpc,Tags=[{Key=Name,Value=cli}]')
does aws ec2 wait vpc-available --vpc-ids "$vpc"
says "$vpc" aws ec2 describe-vpcs --filters Name=tag:Name,Values=cli --query 'Vpcs[].VpcId'
says cli aws ec2 describe-vpcs --vpc-ids "$vpc" --query "Vpcs[0].Tags[?Key=='Name'].Value | [0]"
subnets=()
for zone in a b; do
    subnets+=("$(aws ec2 create-subnet --vpc-id "$vpc" --cidr-block "10.70.$((${#subnets[@]}))".0/24 \
        --availability-zone "eu-central-1$zone" --query Subnet.SubnetId)")
done
does aws ec2 wait subnet-available --subnet-ids "${subnets[@]}"
for cidr in 10.70.8.0/24 10.70.9.0/24 10.70.10.0/24 10.70.11.0/24; do
    does aws ec2 create-subnet --vpc-id "$vpc" --cidr-block "$cidr"
done
says 6 aws ec2 describe-subnets --page-size 5 --filters "Name=vpc-id,Values=$vpc" \
    --query 'length(Subnets)' --output json
does aws ec2 describe-subnets --max-items 2
refuses DryRunOperation aws ec2 delete-vpc --vpc-id "$vpc" --dry-run
refuses DependencyViolation aws ec2 delete-vpc --vpc-id "$vpc"
refuses InvalidVpcID.NotFound aws ec2 describe-vpcs --vpc-ids vpc-0123456789abcdef0
group=$(aws ec2 create-security-group --group-name cli --description cli --vpc-id "$vpc" \
    --query GroupId)
does aws ec2 authorize-security-group-ingress --group-id "$group" --protocol tcp --port 443 \
    --cidr 10.0.0.0/8
says 443 aws ec2 describe-security-groups --group-ids "$group" \
    --query 'SecurityGroups[0].IpPermissions[0].FromPort'
does aws ec2 create-tags --resources "$group" --tags Key=team,Value=platform
says "$group" aws ec2 describe-tags --filters Name=key,Values=team --query 'Tags[0].ResourceId'

for service in eks ec2; do
    does aws iam create-role --role-name "cli-$service" \
        --assume-role-policy-document "$(trust $service.amazonaws.com)"
    does aws iam wait role-exists --role-name "cli-$service"
done
does aws iam attach-role-policy --role-name cli-eks \
    --policy-arn arn:aws:iam::aws:policy/AmazonEKSClusterPolicy
says AmazonEKSClusterPolicy aws iam list-attached-role-policies --role-name cli-eks \
    --query 'AttachedPolicies[].PolicyName'
refuses NoSuchEntity aws iam get-role --role-name nobody

role=$(aws iam get-role --role-name cli-eks --query Role.Arn)
does aws eks create-cluster --name cli --role-arn "$role" \
    --resources-vpc-config "subnetIds=${subnets[0]},${subnets[1]},endpointPrivateAccess=true"
does aws eks wait cluster-active --name cli
says ACTIVE aws eks describe-cluster --name cli --query cluster.status
refuses ResourceNotFoundException aws eks describe-cluster --name nothing
does aws eks create-addon --cluster-name cli --addon-name kube-proxy
does aws eks wait addon-active --cluster-name cli --addon-name kube-proxy
does aws eks list-addons --cluster-name cli
does aws eks update-kubeconfig --name cli --kubeconfig "$HOME/kubeconfig"
grep -q "arn:aws:eks:eu-central-1:123456789012:cluster/cli" "$HOME/kubeconfig" ||
    fail "update-kubeconfig wrote no context"
token=$("$program" --output json eks get-token --cluster-name cli 2>&1)
case $token in *'"token": "k8s-aws-v1.'*) ;; *) fail "get-token: $token" ;; esac
does aws eks delete-cluster --name cli
does aws eks wait cluster-deleted --name cli

does aws ecr create-repository --repository-name cli/app
says AWS sh -c "$program --endpoint-url $AWS_ENDPOINT_URL ecr get-authorization-token --output text \
    --query 'authorizationData[0].authorizationToken' | base64 -d | cut -d: -f1"
does aws ecr get-login-password
does aws ssm put-parameter --name /cli/a --value 1 --type String
says 1 aws ssm get-parameter --name /cli/a --query Parameter.Value
does aws ssm get-parameters-by-path --path /cli
key=$(aws kms create-key --query KeyMetadata.KeyId)
printf secret >"$HOME/plain"  # version 1 takes blobs as they are, version 2 as base64: both take files
aws kms encrypt --key-id "$key" --plaintext "fileb://$HOME/plain" --query CiphertextBlob |
    base64 -d >"$HOME/sealed"
says c2VjcmV0 aws kms decrypt --query Plaintext --ciphertext-blob "fileb://$HOME/sealed"
does aws kms schedule-key-deletion --key-id "$key" --pending-window-in-days 7
does aws logs create-log-group --log-group-name /cli
does aws logs describe-log-groups --log-group-name-prefix /cli
does aws autoscaling describe-auto-scaling-groups

[ $wrong = 0 ] && echo "done"
exit $wrong
