// SPDX-License-Identifier: Apache-2.0
// Rollouts, drains, jobs, logs and identities, with the real kubectl as judge.
#include "tests/emulator/cluster/kubectl_cluster.h"

#include <gmock/gmock.h>

namespace inland::emulator::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

/// Two nodes, and an image that they can pull without the internet.
struct KubectlWorkloads : Kubectl {
    KubectlWorkloads() { node_count = 2; }

    void SetUp() override {
        Kubectl::SetUp();
        if (server != nullptr)
            image = kubectl(
                        "get deployment coredns -n kube-system "
                        "-o jsonpath='{.spec.template.spec.containers[0].image}'")
                        .out;
    }
    void make_web(int replicas) {
        EXPECT_THAT(
            kubectl(fmt::format("create deployment web --image={} --replicas={}", image, replicas))
                .out,
            HasSubstr("created"));
        pass(std::chrono::minutes(1));
    }

    std::string image;
};

TEST_F(KubectlWorkloads, RollsOutAndBack) {
    make_web(3);
    EXPECT_THAT(kubectl("rollout status deployment/web --timeout=5s").out,
                HasSubstr("successfully rolled out"));
    kubectl("set env deployment/web COLOUR=red");
    EXPECT_THAT(kubectl("rollout status deployment/web --timeout=1s").out,
                HasSubstr("1 out of 3 new replicas have been updated"));
    pass(std::chrono::minutes(2));
    EXPECT_THAT(kubectl("rollout status deployment/web --timeout=5s").out,
                HasSubstr("successfully rolled out"));
    EXPECT_THAT(kubectl("rollout history deployment/web").out,
                AllOf(HasSubstr("\n1  "), HasSubstr("\n2  ")));
    EXPECT_THAT(kubectl("rollout undo deployment/web").out, HasSubstr("rolled back"));
    EXPECT_THAT(kubectl("rollout history deployment/web").out,
                AllOf(Not(HasSubstr("\n1  ")), HasSubstr("\n3  ")));
    EXPECT_THAT(kubectl("describe deployment web").out, HasSubstr("Scaled up replica set web-"));
}

TEST_F(KubectlWorkloads, PausesAndRestarts) {
    make_web(1);
    kubectl("rollout pause deployment/web");
    kubectl("set env deployment/web COLOUR=red");
    EXPECT_THAT(kubectl("rollout history deployment/web").out, Not(HasSubstr("\n2  ")));
    kubectl("rollout resume deployment/web");
    EXPECT_THAT(kubectl("rollout history deployment/web").out, HasSubstr("\n2  "));
    EXPECT_THAT(kubectl("rollout restart deployment/web").out, HasSubstr("restarted"));
    EXPECT_THAT(kubectl("rollout history deployment/web").out, HasSubstr("\n3  "));
}

TEST_F(KubectlWorkloads, DrainsAsFarAsTheBudgetAllows) {
    make_web(2);
    EXPECT_THAT(kubectl("create poddisruptionbudget web --selector=app=web --min-available=2").out,
                HasSubstr("created"));
    const auto node = kubectl("get pods -l app=web -o jsonpath='{.items[0].spec.nodeName}'").out;
    const auto drain = "drain " + node + " --ignore-daemonsets --timeout=2s";
    const auto refused = kubectl(drain);
    EXPECT_NE(refused.exit_code, 0);
    EXPECT_THAT(refused.out,
                HasSubstr("Cannot evict pod as it would violate the pod's disruption budget."));
    EXPECT_THAT(kubectl("get node " + node).out, HasSubstr("SchedulingDisabled"));
    kubectl("scale deployment web --replicas=3");
    pass(std::chrono::minutes(1));
    EXPECT_THAT(kubectl(drain).out, HasSubstr("drained"));
    EXPECT_THAT(kubectl("uncordon " + node).out, HasSubstr("uncordoned"));
}

TEST_F(KubectlWorkloads, SaysWhyAPodFindsNoNode) {
    kubectl(R"(run big --image=a --overrides='{"spec":{"containers":[{"name":"big","image":"a",)"
            R"("resources":{"requests":{"cpu":"64"}}}]}}')");
    EXPECT_THAT(kubectl("describe pod big").out,
                AllOf(HasSubstr("FailedScheduling"),
                      HasSubstr("0/2 nodes are available: 2 Insufficient cpu.")));
}

TEST_F(KubectlWorkloads, RunsJobsAndShowsTheirLogs) {
    EXPECT_THAT(kubectl("create job once --image=" + image).out, HasSubstr("created"));
    pass(std::chrono::minutes(1));
    EXPECT_THAT(kubectl("wait --for=condition=Complete job/once --timeout=5s").out,
                HasSubstr("condition met"));
    EXPECT_THAT(kubectl("get pods -l job-name=once").out, HasSubstr("Completed"));
    EXPECT_THAT(kubectl("logs job/once").out, HasSubstr("once started in default/once-"));
}

TEST_F(KubectlWorkloads, NumbersTheReplicasOfAStatefulSet) {
    kubectl("apply -f " +
            file("set.yaml",
                 "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: db}\nspec:\n  replicas: "
                 "2\n  serviceName: db\n  selector: {matchLabels: {app: db}}\n  template:\n    "
                 "metadata: {labels: {app: db}}\n    spec: {containers: [{name: db, image: \"" +
                     image + "\"}]}\n"));
    EXPECT_THAT(kubectl("get pods -l app=db").out,
                AllOf(HasSubstr("db-0"), Not(HasSubstr("db-1"))));
    pass(std::chrono::minutes(1));
    EXPECT_THAT(kubectl("rollout status statefulset/db --timeout=5s").out,
                HasSubstr("partitioned roll out complete"));
    EXPECT_THAT(kubectl("get pods -l app=db").out, HasSubstr("db-1"));
}

TEST_F(KubectlWorkloads, AsksWhatAnotherMay) {
    kubectl("create role reader --verb=get,list --resource=pods");
    kubectl("create rolebinding reader --role=reader --user=joe");
    EXPECT_THAT(kubectl("auth can-i list pods --as=joe").out, HasSubstr("yes"));
    EXPECT_THAT(kubectl("auth can-i list secrets --as=joe").out, HasSubstr("no"));
    EXPECT_THAT(kubectl("auth can-i --list --as=joe").out,
                AllOf(HasSubstr("pods "), HasSubstr("[get list]")));
    EXPECT_THAT(kubectl("get nodes --as=joe").out,
                HasSubstr("nodes is forbidden: User \"joe\" cannot list resource \"nodes\" in API "
                          "group \"\" at the cluster scope"));
}

}  // namespace
}  // namespace inland::emulator::testing
