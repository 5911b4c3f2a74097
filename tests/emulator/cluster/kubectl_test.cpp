// SPDX-License-Identifier: Apache-2.0
#include "tests/emulator/cluster/kubectl_cluster.h"

#include <gmock/gmock.h>

namespace inland::emulator::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

TEST_F(Kubectl, SeesNodesAndPods) {
    EXPECT_THAT(kubectl("get nodes").out,
                AllOf(HasSubstr("NAME"), HasSubstr(" Ready "), HasSubstr("v1.34.")));
    EXPECT_THAT(kubectl("get nodes -o wide").out,
                AllOf(HasSubstr("Amazon Linux 2023"), HasSubstr("containerd://")));
    EXPECT_THAT(kubectl("get pods -A").out,
                AllOf(HasSubstr("aws-node-"), HasSubstr("coredns-"), HasSubstr("kube-proxy-"),
                      HasSubstr("Running"), Not(HasSubstr("Err"))));
    EXPECT_THAT(kubectl("describe node").out,
                AllOf(HasSubstr("ProviderID:"), HasSubstr("KubeletReady"), HasSubstr("NodeReady"),
                      Not(HasSubstr("Failed to get"))));
}

TEST_F(Kubectl, WritesAndReadsObjects) {
    EXPECT_THAT(kubectl("create configmap a --from-literal=x=y").out,
                HasSubstr("configmap/a created"));
    EXPECT_THAT(kubectl("label configmap a app=web").out, HasSubstr("labeled"));
    EXPECT_THAT(kubectl("get configmap -l app=web -o jsonpath='{.items[0].data.x}'").out,
                HasSubstr("y"));
    EXPECT_THAT(kubectl("create namespace shop").out, HasSubstr("created"));
    EXPECT_THAT(kubectl("create deployment web --image=nginx -n shop --replicas=2").out,
                HasSubstr("created"));
    EXPECT_THAT(kubectl("scale deployment web -n shop --replicas=1").out, HasSubstr("scaled"));
    EXPECT_THAT(kubectl("get deployment web -n shop").out, HasSubstr("0/1"));
    EXPECT_THAT(kubectl("delete namespace shop").out, HasSubstr("deleted"));
    EXPECT_THAT(kubectl("delete configmap a").out, HasSubstr("deleted"));
    EXPECT_THAT(kubectl("get configmap a").out,
                HasSubstr("Error from server (NotFound): configmaps \"a\" not found"));
}

TEST_F(Kubectl, AsksWhatItMayDoAndWhatThereIs) {
    EXPECT_THAT(kubectl("auth can-i create pods").out, HasSubstr("yes"));
    EXPECT_THAT(kubectl("version").out, HasSubstr("Server Version: v1.34."));
    EXPECT_THAT(kubectl("api-resources").out,
                AllOf(HasSubstr("daemonsets"), HasSubstr("apps/v1"), HasSubstr("leases")));
}

TEST_F(Kubectl, Watches) {
    const auto output = kubectl("get nodes -w --request-timeout=2s");
    EXPECT_THAT(output.out, HasSubstr(" Ready "));
}

TEST_F(Kubectl, DoesNotGetInFromALaptop) {
    const auto output = kubectl("get nodes", "laptop");
    EXPECT_NE(output.exit_code, 0);
    EXPECT_THAT(output.out, HasSubstr("i/o timeout"));
}

TEST_F(Kubectl, DoesNotGetInWithATokenForAnotherCluster) {
    const auto output =
        run_shell(fmt::format("HOME='{}' KUBECONFIG='{}' timeout 30 kubectl get nodes",
                              folder.path().string(), kubeconfig("192.168.0.10", token("other"))));
    EXPECT_NE(output.exit_code, 0);
    EXPECT_THAT(output.out, HasSubstr("You must be logged in to the server"));
}

}  // namespace
}  // namespace inland::emulator::testing
