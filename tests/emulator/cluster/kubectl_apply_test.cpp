// SPDX-License-Identifier: Apache-2.0
// What the real kubectl says of server-side apply, validation, custom resources and explain.
#include "tests/emulator/cluster/kubectl_cluster.h"

#include <gmock/gmock.h>

namespace inland::emulator::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::string deployment(const std::string& spec) {
    return "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  " + spec +
           "\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: "
           "web}}\n    spec: {containers: [{name: web, image: nginx}]}\n";
}

struct KubectlApply : Kubectl {
    std::string with(const std::string& spec) { return file("web.yaml", deployment(spec)); }
};

TEST_F(KubectlApply, AppliesOnTheServerWithConflicts) {
    EXPECT_THAT(kubectl("apply --server-side --field-manager=a -f " + with("replicas: 2")).out,
                HasSubstr("deployment.apps/web serverside-applied"));
    const auto other = kubectl("apply --server-side --field-manager=b -f " + with("replicas: 3"));
    EXPECT_NE(other.exit_code, 0);
    EXPECT_THAT(
        other.out,
        AllOf(HasSubstr("Apply failed with 1 conflict: conflict with \"a\": .spec.replicas"),
              HasSubstr("--force-conflicts")));
    EXPECT_THAT(
        kubectl("apply --server-side --field-manager=b --force-conflicts -f " + with("replicas: 3"))
            .out,
        HasSubstr("serverside-applied"));
    EXPECT_THAT(kubectl("get deployment web -o jsonpath='{.spec.replicas}'").out, HasSubstr("3"));
}

TEST_F(KubectlApply, MovesFromTheClientToTheServer) {
    EXPECT_THAT(kubectl("apply -f " + with("replicas: 2")).out, HasSubstr("created"));
    EXPECT_THAT(kubectl("apply --server-side -f " + with("replicas: 2")).out,
                HasSubstr("serverside-applied"));
    EXPECT_THAT(
        kubectl("get deployment web -o jsonpath='{.metadata.managedFields[*].manager}'").out,
        AllOf(HasSubstr("kubectl"), Not(HasSubstr("client-side"))));
}

TEST_F(KubectlApply, ShowsWhatWouldChange) {
    kubectl("apply -f " + with("replicas: 2"));
    const auto changed = kubectl("diff -f " + with("replicas: 5"));
    EXPECT_EQ(changed.exit_code, 1);
    EXPECT_THAT(changed.out, AllOf(HasSubstr("-  replicas: 2"), HasSubstr("+  replicas: 5")));
    EXPECT_EQ(kubectl("diff -f " + with("replicas: 2")).exit_code, 0);
    EXPECT_THAT(kubectl("apply --dry-run=server -f " + with("replicas: 5")).out,
                HasSubstr("configured (server dry run)"));
    EXPECT_THAT(kubectl("get deployment web -o jsonpath='{.spec.replicas}'").out, HasSubstr("2"));
}

TEST_F(KubectlApply, RefusesMisspeltFields) {
    EXPECT_THAT(kubectl("create -f " + with("replcas: 2")).out,
                HasSubstr("strict decoding error: unknown field \"spec.replcas\""));
    EXPECT_THAT(kubectl("create --validate=warn -f " + with("replcas: 2")).out,
                AllOf(HasSubstr("Warning: unknown field \"spec.replcas\""), HasSubstr("created")));
}

TEST_F(KubectlApply, ExplainsWhatIsServed) {
    EXPECT_THAT(kubectl("explain deployment.spec.strategy").out,
                AllOf(HasSubstr("rollingUpdate"), HasSubstr("type")));
    EXPECT_THAT(kubectl("explain pod.spec.containers.ports").out,
                AllOf(HasSubstr("containerPort"), HasSubstr("-required-")));
}

constexpr auto definition = R"(apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: shirts.shop.example.com}
spec:
  group: shop.example.com
  scope: Namespaced
  names: {plural: shirts, kind: Shirt, shortNames: [sh]}
  versions:
  - name: v1
    served: true
    storage: true
    subresources: {status: {}, scale: {specReplicasPath: .spec.count, statusReplicasPath: .status.n}}
    additionalPrinterColumns: [{name: Colour, type: string, jsonPath: .spec.colour}]
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            required: [colour]
            properties:
              colour: {type: string, enum: [blue, red]}
              count: {type: integer, default: 1}
          status: {type: object, properties: {n: {type: integer}}}
)";

std::string shirt(const std::string& spec) {
    return "apiVersion: shop.example.com/v1\nkind: Shirt\nmetadata: {name: mine}\nspec: {" + spec +
           "}\n";
}

TEST_F(KubectlApply, UsesCustomResourcesLikeAnyOther) {
    kubectl("apply -f " + file("definition.yaml", definition));
    EXPECT_THAT(kubectl("wait --for=condition=Established crd/shirts.shop.example.com").out,
                HasSubstr("condition met"));
    EXPECT_THAT(kubectl("apply -f " + file("green.yaml", shirt("colour: green"))).out,
                HasSubstr("spec.colour: Unsupported value: \"green\": supported values: \"blue\", "
                          "\"red\""));
    kubectl("apply -f " + file("blue.yaml", shirt("colour: blue")));
    EXPECT_THAT(kubectl("get sh").out, AllOf(HasSubstr("COLOUR"), HasSubstr("blue")));
    EXPECT_THAT(kubectl("scale shirt mine --replicas=4").out, HasSubstr("scaled"));
    EXPECT_THAT(kubectl("get shirt mine -o jsonpath='{.spec.count}'").out, HasSubstr("4"));
    EXPECT_THAT(kubectl("explain shirt.spec").out,
                AllOf(HasSubstr("colour"), HasSubstr("<integer>")));
    kubectl("delete crd shirts.shop.example.com");
    EXPECT_THAT(kubectl("get shirts").out, HasSubstr("could not find the requested resource"));
}

}  // namespace
}  // namespace inland::emulator::testing
