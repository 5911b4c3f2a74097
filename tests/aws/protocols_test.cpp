// SPDX-License-Identifier: Apache-2.0
#include "aws/protocols/errors.h"
#include "aws/protocols/protocol.h"
#include "aws/protocols/timestamps.h"

#include <gtest/gtest.h>

namespace inland::aws {
namespace {

const Service& service(std::string_view name) {
    return **find_service(name);
}

http::Request form(std::string body) {
    return {.method = "POST", .body = std::move(body)};
}

std::string refusal(std::string_view name, const http::Request& request) {
    const auto decoded = decode_request(service(name), request);
    return decoded ? "" : decoded.error().code + ": " + decoded.error().message;
}

TEST(Protocols, QueryServicesNameUnknownParametersAndActions) {
    EXPECT_EQ(refusal("ec2", form("Action=CreateVpc&CidrBlock=10.0.0.0/16&Foo.1.Bar=x")),
              "UnknownParameter: The parameter Foo.1.Bar is not recognized");
    EXPECT_EQ(refusal("ec2", form("Action=CreateVpc&TagSpecification.1.Tag.1.Kei=x")),
              "UnknownParameter: The parameter TagSpecification.1.Tag.1.Kei is not recognized");
    EXPECT_EQ(refusal("ec2", form("Action=MakeCoffee")),
              "InvalidAction: The action MakeCoffee is not valid for this web service.");
    EXPECT_EQ(refusal("iam", form("Version=2010-05-08")),
              "MissingAction: The request is missing an action or a required parameter.");
}

TEST(Protocols, MissingRequiredMembersAreNamed) {
    EXPECT_EQ(refusal("ec2", form("Action=DeleteVpc")),
              "MissingParameter: The request must contain the parameter VpcId");
    EXPECT_EQ(refusal("kms", {.method = "POST",
                              .headers = {{"X-Amz-Target", "TrentService.DescribeKey"}},
                              .body = "{}"}),
              "ValidationException: 1 validation error detected: Value null at 'keyId' failed to "
              "satisfy constraint: Member must not be null");
}

TEST(Protocols, WrongValuesAreMalformed) {
    EXPECT_EQ(refusal("ec2", form("Action=DescribeVpcs&MaxResults=ten")),
              "InvalidParameterValue: MaxResults must be an integer");
    EXPECT_EQ(refusal("kms", {.method = "POST",
                              .headers = {{"X-Amz-Target", "TrentService.DescribeKey"}},
                              .body = "{\"KeyId\": 5}"}),
              "SerializationException: KeyId must be a string");
    EXPECT_TRUE(refusal("eks", {.method = "POST", .target = "/clusters", .body = "{"})
                    .starts_with("SerializationException: not JSON at line 1"));
    EXPECT_EQ(refusal("ec2", form("Action=DeleteVpc&VpcId=%FF%FE")),
              "InvalidParameterValue: the parameters are not UTF-8");
}

TEST(Protocols, ListsMayHaveGapsAndAnyOrder) {
    const auto decoded =
        decode_request(service("ec2"), form("Action=DescribeVpcs&VpcId.10=c&VpcId.2=b&VpcId.1=a"));
    ASSERT_TRUE(decoded);
    EXPECT_EQ(json::serialize(decoded->input), R"({"VpcIds":["a","b","c"]})");
}

TEST(Protocols, UnknownJsonMembersAreLetThroughByName) {
    const auto decoded = decode_request(
        service("eks"),
        {.method = "POST",
         .target = "/clusters/c/addons",
         .body = R"({"addonName": "vpc-cni", "spoon": 1, "podIdentityAssociations": [{"x": 1}]})"});
    ASSERT_FALSE(decoded);  // the nested association lacks what it needs
    const auto other =
        decode_request(service("eks"), {.method = "POST",
                                        .target = "/clusters/c/addons",
                                        .body = R"({"addonName": "vpc-cni", "spoon": 1})"});
    ASSERT_TRUE(other);
    EXPECT_EQ(other->unknown_members, std::vector<std::string>{"spoon"});
    EXPECT_EQ(json::serialize(other->input), R"({"clusterName":"c","addonName":"vpc-cni"})");
}

TEST(Protocols, RestPathsAreMatchedOnTheRawTarget) {
    const auto decoded = decode_request(
        service("eks"),
        {.method = "GET",
         .target = "/clusters/c/access-entries/arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fpath%2Fx"});
    ASSERT_TRUE(decoded);
    EXPECT_EQ(decoded->operation->name, "DescribeAccessEntry");
    EXPECT_EQ(decoded->input.at("principalArn"), "arn:aws:iam::1:role/path/x");
    EXPECT_TRUE(refusal("eks", {.method = "GET", .target = "/nothing"})
                    .starts_with("UnknownOperationException"));
}

TEST(Protocols, Route53IdsGoOutWithoutTheirPath) {
    const auto& route53 = service("route53");
    const auto request = encode_request(route53, **route53.find_operation("GetHostedZone"),
                                        {{"Id", "/hostedzone/Z1"}});
    ASSERT_TRUE(request);
    EXPECT_EQ(request->target, "/2013-04-01/hostedzone/Z1");
}

TEST(Protocols, TheClientRefusesWrongDocuments) {
    const auto& ec2 = service("ec2");
    const auto& create = **ec2.find_operation("CreateVpc");
    const auto refused = [&](json::object input) {
        return encode_request(ec2, create, input).error().message;
    };
    EXPECT_EQ(refused({{"Cidr", "x"}}), "CreateVpcRequest has no member Cidr");
    EXPECT_EQ(refused({{"TagSpecifications", {{{"Tags", {{{"Kei", "x"}}}}}}}}),
              "Tag has no member TagSpecifications.0.Tags.0.Kei");
    EXPECT_EQ(refused({{"CidrBlock", 5}}), "CidrBlock must be a string");
    EXPECT_EQ(encode_request(ec2, **ec2.find_operation("DeleteVpc"), {}).error().message,
              "DeleteVpcRequest needs the member VpcId");
}

TEST(Protocols, OperationsWithoutOutputAnswerTrueInEc2) {
    const auto& ec2 = service("ec2");
    const auto response = encode_response(ec2, **ec2.find_operation("DeleteVpc"), {}, "id");
    EXPECT_TRUE(response.body.contains("<return>true</return>"));
}

TEST(Protocols, MembersOutsideTheShapeAreLeftOut) {
    const auto& ec2 = service("ec2");
    const auto response =
        encode_response(ec2, **ec2.find_operation("DescribeVpcs"),
                        {{"Vpcs", {{{"VpcId", "vpc-1"}, {"_rank", 1}}}}, {"_x", 2}}, "id");
    EXPECT_TRUE(response.body.contains("<vpcSet><item><vpcId>vpc-1</vpcId></item></vpcSet>"));
    EXPECT_FALSE(response.body.contains("rank"));
}

TEST(Protocols, ErrorsSurviveTheWireInEveryProtocol) {
    for (const auto* name : {"ec2", "iam", "kms", "eks", "route53"}) {
        const Error error{ErrorKind::NotFound, "no <such> \"thing\" & more",
                          "ResourceNotFoundException", 404};
        const auto response = encode_error(service(name), error, "id");
        const auto& operation = service(name).operations.begin()->second;
        const auto decoded = decode_response(service(name), operation, response);
        ASSERT_FALSE(decoded);
        EXPECT_EQ(decoded.error(), error) << name;
        EXPECT_EQ(request_id_of(response), "id") << name;
    }
}

TEST(Protocols, StatusesComeFromTheTable) {
    const Error in_use{ErrorKind::InUse, "in use", "ResourceInUseException"};
    EXPECT_EQ(encode_error(service("eks"), in_use, "id").status, 409);
    const Error no_role{ErrorKind::NotFound, "no role", "NoSuchEntity"};
    EXPECT_EQ(encode_error(service("iam"), no_role, "id").status, 404);
    EXPECT_EQ(encode_error(service("ec2"), {ErrorKind::NotFound, "", "InvalidVpcID.NotFound"}, "id")
                  .status,
              400);
}

TEST(Protocols, AnswersThatAreNoDocumentsAreErrors) {
    for (const auto* name : {"ec2", "iam", "kms", "eks", "route53"})
        for (const auto* body : {"<html", "\x01\x02", "[1]", "{\"a\""}) {
            const auto& operation = service(name).operations.begin()->second;
            const auto decoded =
                decode_response(service(name), operation, {.status = 500, .body = body});
            ASSERT_FALSE(decoded);
            EXPECT_EQ(decoded.error().kind, ErrorKind::Unavailable);
        }
}

TEST(ErrorKinds, SortAwsCodesByWhatCanBeDone) {
    EXPECT_EQ(error_kind("InvalidVpcID.NotFound", 400), ErrorKind::NotFound);
    EXPECT_EQ(error_kind("NoSuchEntity", 404), ErrorKind::NotFound);
    EXPECT_EQ(error_kind("EntityAlreadyExists", 409), ErrorKind::AlreadyExists);
    EXPECT_EQ(error_kind("InvalidPermission.Duplicate", 400), ErrorKind::AlreadyExists);
    EXPECT_EQ(error_kind("DependencyViolation", 400), ErrorKind::InUse);
    EXPECT_EQ(error_kind("ResourceInUseException", 409), ErrorKind::InUse);
    EXPECT_EQ(error_kind("UnauthorizedOperation", 403), ErrorKind::AccessDenied);
    EXPECT_EQ(error_kind("ThrottlingException", 400), ErrorKind::Throttled);
    EXPECT_EQ(error_kind("RequestLimitExceeded", 503), ErrorKind::Throttled);
    EXPECT_EQ(error_kind("VpcLimitExceeded", 400), ErrorKind::Failed);
    EXPECT_EQ(error_kind("InternalError", 500), ErrorKind::Unavailable);
    EXPECT_EQ(error_kind("InvalidParameterValue", 400), ErrorKind::InvalidInput);
    EXPECT_EQ(error_kind("", 429), ErrorKind::Throttled);
    EXPECT_EQ(error_kind("", 502), ErrorKind::Unavailable);
}

TEST(Timestamps, AreReadInEveryFormOfTheWire) {
    const auto expected = parse_timestamp("2026-11-22T21:07:59Z");
    ASSERT_TRUE(expected);
    EXPECT_EQ(parse_timestamp("2026-11-22T21:07:59.000Z"), expected);
    EXPECT_EQ(parse_timestamp("2026-11-22T23:07:59+02:00"), expected);
    EXPECT_EQ(parse_timestamp("2026-11-22T21:07:59+0000"), expected);
    EXPECT_EQ(parse_timestamp("1795381679"), expected);
    EXPECT_EQ(document_timestamp(*parse_timestamp("1795381679.5")), "2026-11-22T21:07:59.500Z");
    for (const auto* text : {"", "T", "yesterday", "2026-11-22T21:07:59.Z", "-1", "1e300", "nan",
                             "2026-13-22T21:07:59Z", "2026-11-22T21:07:59+2"})
        EXPECT_FALSE(parse_timestamp(text)) << text;
}

}  // namespace
}  // namespace inland::aws
