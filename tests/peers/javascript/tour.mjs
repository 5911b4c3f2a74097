// SPDX-License-Identifier: Apache-2.0
// Drives the embedded AWS with the AWS SDK for JavaScript v3: EC2, EKS, ECR, IAM and STS, with their
// paginators, waiters and errors. The endpoint and the keys come from the environment.
import assert from "node:assert/strict";
import {
  CreateSubnetCommand, CreateVpcCommand, DeleteSubnetCommand, DeleteVpcCommand, DescribeVpcsCommand,
  EC2Client, paginateDescribeSubnets, paginateDescribeVpcs, waitUntilSubnetAvailable,
  waitUntilVpcAvailable,
} from "@aws-sdk/client-ec2";
import {
  CreateRepositoryCommand, DeleteRepositoryCommand, ECRClient, GetAuthorizationTokenCommand,
  paginateDescribeRepositories,
} from "@aws-sdk/client-ecr";
import {
  CreateAddonCommand, CreateClusterCommand, DeleteClusterCommand, DescribeClusterCommand, EKSClient,
  paginateListClusters, waitUntilAddonActive, waitUntilClusterActive, waitUntilClusterDeleted,
} from "@aws-sdk/client-eks";
import {
  CreateRoleCommand, DeleteRoleCommand, GetRoleCommand, IAMClient, paginateListRoles,
  waitUntilRoleExists,
} from "@aws-sdk/client-iam";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";

const settings = { endpoint: process.env.AWS_ENDPOINT_URL, region: "eu-central-1", maxAttempts: 1 };
const ec2 = new EC2Client(settings);
const ecr = new ECRClient(settings);
const eks = new EKSClient(settings);
const iam = new IAMClient(settings);
const sts = new STSClient(settings);
const patience = (client) => ({ client, maxWaitTime: 60, minDelay: 1, maxDelay: 1 });

async function collect(pages, member) {
  const items = [];
  for await (const page of pages) items.push(...page[member]);
  return items;
}

async function refused(name, status, promise) {
  await assert.rejects(promise, (error) => {
    assert.equal(error.name, name);
    assert.equal(error.$metadata.httpStatusCode, status);
    assert.match(error.$metadata.requestId, /^[0-9a-f-]{36}$/);
    return true;
  });
}

const trust = (principal) => JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: principal, Action: ["sts:AssumeRole", "sts:TagSession"] }],
});

async function identities() {
  const me = await sts.send(new GetCallerIdentityCommand({}));
  assert.equal(me.Account, "123456789012");
  const root = `arn:aws:iam::${me.Account}:root`;
  for (let index = 0; index < 5; ++index)
    await iam.send(new CreateRoleCommand({
      RoleName: `javascript-${index}`, Path: "/javascript/",
      AssumeRolePolicyDocument: trust(index === 0 ? { AWS: root } : { Service: "eks.amazonaws.com" }),
    }));
  await waitUntilRoleExists(patience(iam), { RoleName: "javascript-4" });
  const roles = await collect(
    paginateListRoles({ client: iam, pageSize: 2 }, { PathPrefix: "/javascript/" }), "Roles");
  assert.equal(roles.length, 5);
  assert.ok(roles[0].CreateDate instanceof Date);
  await refused("NoSuchEntityException", 404,
    iam.send(new GetRoleCommand({ RoleName: "nobody" })));
  await refused("EntityAlreadyExistsException", 409, iam.send(new CreateRoleCommand({
    RoleName: "javascript-0", AssumeRolePolicyDocument: trust({ AWS: root }) })));
  const session = await sts.send(new AssumeRoleCommand({
    RoleArn: `arn:aws:iam::${me.Account}:role/javascript/javascript-0`, RoleSessionName: "js" }));
  const assumed = new STSClient({ ...settings, credentials: {
    accessKeyId: session.Credentials.AccessKeyId,
    secretAccessKey: session.Credentials.SecretAccessKey,
    sessionToken: session.Credentials.SessionToken } });
  const who = await assumed.send(new GetCallerIdentityCommand({}));
  assert.match(who.Arn, /:assumed-role\/javascript-0\/js$/);
  return roles.find((role) => role.RoleName === "javascript-1").Arn;
}

async function network() {
  const { Vpc } = await ec2.send(new CreateVpcCommand({
    CidrBlock: "10.90.0.0/16",
    TagSpecifications: [{ ResourceType: "vpc", Tags: [{ Key: "Name", Value: "javascript" }] }],
  }));
  await waitUntilVpcAvailable(patience(ec2), { VpcIds: [Vpc.VpcId] });
  const subnets = [];
  for (let index = 0; index < 7; ++index) {
    const { Subnet } = await ec2.send(new CreateSubnetCommand({
      VpcId: Vpc.VpcId, CidrBlock: `10.90.${index}.0/24`,
      AvailabilityZone: `eu-central-1${"ab"[index % 2]}` }));
    subnets.push(Subnet.SubnetId);
  }
  await waitUntilSubnetAvailable(patience(ec2), { SubnetIds: subnets });
  const found = await collect(paginateDescribeSubnets({ client: ec2, pageSize: 5 }, {
    Filters: [{ Name: "vpc-id", Values: [Vpc.VpcId] }] }), "Subnets");
  assert.deepEqual(found.map((row) => row.SubnetId).sort(), [...subnets].sort());
  assert.ok((await collect(paginateDescribeVpcs({ client: ec2 }, {}), "Vpcs")).length >= 2);
  await refused("InvalidVpcID.NotFound", 400,
    ec2.send(new DescribeVpcsCommand({ VpcIds: ["vpc-0123456789abcdef0"] })));
  await refused("DependencyViolation", 400, ec2.send(new DeleteVpcCommand({ VpcId: Vpc.VpcId })));
  await refused("DryRunOperation", 412,
    ec2.send(new DeleteVpcCommand({ VpcId: Vpc.VpcId, DryRun: true })));
  return { vpc: Vpc.VpcId, subnets };
}

async function clusters(role, subnets) {
  const subnetIds = subnets.slice(0, 2);
  const names = ["javascript-a", "javascript-b", "javascript-c"];
  for (const name of names)
    await eks.send(new CreateClusterCommand({
      name, roleArn: role, resourcesVpcConfig: { subnetIds }, tags: { team: "platform" } }));
  await waitUntilClusterActive(patience(eks), { name: names[0] });
  const listed = await collect(paginateListClusters({ client: eks, pageSize: 2 }, {}), "clusters");
  assert.deepEqual(listed.sort(), names);
  const { cluster } = await eks.send(new DescribeClusterCommand({ name: names[0] }));
  assert.match(cluster.endpoint, /^https:\/\/[0-9A-F]{32}\.gr7\.eu-central-1\.eks\.amazonaws\.com$/);
  assert.ok(cluster.createdAt instanceof Date);
  await eks.send(new CreateAddonCommand({ clusterName: names[0], addonName: "kube-proxy" }));
  await waitUntilAddonActive(patience(eks), { clusterName: names[0], addonName: "kube-proxy" });
  await refused("ResourceNotFoundException", 404,
    eks.send(new DescribeClusterCommand({ name: "nothing" })));
  await refused("ResourceInUseException", 409, eks.send(new CreateClusterCommand({
    name: names[0], roleArn: role, resourcesVpcConfig: { subnetIds } })));
  for (const name of names) await eks.send(new DeleteClusterCommand({ name }));
  for (const name of names) await waitUntilClusterDeleted(patience(eks), { name });
}

async function repositories() {
  for (let index = 0; index < 5; ++index)
    await ecr.send(new CreateRepositoryCommand({ repositoryName: `javascript/${index}` }));
  const found = await collect(
    paginateDescribeRepositories({ client: ecr, pageSize: 2 }, {}), "repositories");
  assert.equal(found.length, 5);
  const { authorizationData } = await ecr.send(new GetAuthorizationTokenCommand({}));
  assert.match(Buffer.from(authorizationData[0].authorizationToken, "base64").toString(), /^AWS:/);
  await refused("RepositoryAlreadyExistsException", 400,
    ecr.send(new CreateRepositoryCommand({ repositoryName: "javascript/0" })));
  for (const row of found)
    await ecr.send(new DeleteRepositoryCommand({ repositoryName: row.repositoryName }));
}

async function cleanUp({ vpc, subnets }) {
  for (const SubnetId of subnets) await ec2.send(new DeleteSubnetCommand({ SubnetId }));
  await ec2.send(new DeleteVpcCommand({ VpcId: vpc }));
  for (let index = 0; index < 5; ++index)
    await iam.send(new DeleteRoleCommand({ RoleName: `javascript-${index}` }));
}

const role = await identities();
const made = await network();
await clusters(role, made.subnets);
await repositories();
await cleanUp(made);
console.log("done");
