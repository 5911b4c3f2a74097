// SPDX-License-Identifier: Apache-2.0
// How this machine gets to a private cluster's API: an apply that begins outside and ends inside.
#include "core/json.h"
#include "tests/support/embedded_aws.h"
#include "tests/support/python_script.h"

#include <cstdlib>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::string spec() {
    return std::string(INLAND_SOURCE_DIR) + "/examples/private.yaml";
}

std::string proxy_as(const EmbeddedAwsProcess& aws, const std::string& who) {
    return "http://" + who + "@" + aws.url().substr(std::string_view("http://").size());
}

std::string first_machine(const EmbeddedAwsProcess& aws) {
    const auto status = aws.inland({"status", "atlas", "-o", "json"});
    const auto at = status.out.find("\"i-");
    return at == status.out.npos ? ""
                                 : status.out.substr(at + 1, status.out.find('"', at + 1) - at - 1);
}

TEST(WaysIn, ApplyEndsOnWhatEksReportsOutsideAndIsFinishedFromInside) {
    EmbeddedAwsProcess aws;
    const auto outside = aws.inland({"apply", spec(), "--yes", "--via", proxy_as(aws, "laptop")});
    EXPECT_EQ(outside.exit_code, 0) << outside.err;
    EXPECT_THAT(outside.err,
                AllOf(HasSubstr("is not reachable from here"), Not(HasSubstr("all Ready"))));
    const auto inside = aws.inland(
        {"apply", spec(), "--yes", "--via", proxy_as(aws, "node%2F" + first_machine(aws))});
    EXPECT_EQ(inside.exit_code, 0) << inside.err;
    EXPECT_THAT(inside.err, AllOf(HasSubstr("nothing to change"), HasSubstr("3 nodes, all Ready")));
}

/// A stand-in for the AWS CLI with its plugin: forwards a port as the instance that it is told.
std::string session_manager(const EmbeddedAwsProcess& aws) {
    const auto path = aws.write("aws", R"(#!/usr/bin/env python3
import base64, json, os, socket, sys, threading
arguments = dict(zip(sys.argv[3::2], sys.argv[4::2]))
if sys.argv[1:3] != ["ssm", "start-session"] or arguments["--target"] == "i-missing":
    sys.exit("An error occurred (TargetNotConnected) when calling the StartSession operation: "
             + arguments["--target"] + " is not connected.")
assert arguments["--document-name"] == "AWS-StartPortForwardingSessionToRemoteHost"
to = json.loads(arguments["--parameters"])
proxy = os.environ["AWS_ENDPOINT_URL"].split("//")[1].split(":")
who = base64.b64encode(("node/" + arguments["--target"] + ":").encode()).decode()
def pass_on(source, target):
    while data := source.recv(65536):
        target.sendall(data)
    target.shutdown(socket.SHUT_WR)
def serve(client):
    inner = socket.create_connection((proxy[0], int(proxy[1])))
    name = to["host"][0] + ":" + to["portNumber"][0]
    inner.sendall(f"CONNECT {name} HTTP/1.1\r\nHost: {name}\r\nProxy-Authorization: Basic {who}\r\n\r\n".encode())
    head = b""
    while b"\r\n\r\n" not in head:
        head += inner.recv(1)
    threading.Thread(target=pass_on, args=(client, inner), daemon=True).start()
    pass_on(inner, client)
listener = socket.create_server(("127.0.0.1", 0))
print("\nStarting session with SessionId: someone-0123")
print("Port", listener.getsockname()[1], "opened for sessionId someone-0123.", flush=True)
print("Waiting for connections...", flush=True)
while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
)");
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    return std::filesystem::path(path).parent_path();
}

ProcessResult apply_through(const EmbeddedAwsProcess& aws, const std::string& instance) {
    auto variables = aws.variables();
    variables["PATH"] = session_manager(aws) + ":" + std::getenv("PATH");
    return run_process({INLAND_BINARY, "apply", spec(), "--yes", "--via", "ssm:" + instance},
                       variables);
}

TEST(WaysIn, ApplyIsFinishedThroughASessionWithAMachine) {
    if (!find_program("python3"))
        GTEST_SKIP() << "there is no python3 on PATH";
    EmbeddedAwsProcess aws;
    ASSERT_EQ(aws.inland({"apply", spec(), "--yes", "--no-wait-nodes"}).exit_code, 0);
    const auto done = apply_through(aws, first_machine(aws));
    EXPECT_EQ(done.exit_code, 0) << done.err;
    EXPECT_THAT(done.err, HasSubstr("3 nodes, all Ready"));
    const auto refused = apply_through(aws, "i-missing");
    EXPECT_EQ(refused.exit_code, 1);
    EXPECT_THAT(refused.err, HasSubstr("i-missing is not connected."));
}

TEST(WaysIn, RefusesWhatIsNoWay) {
    EmbeddedAwsProcess aws;
    ASSERT_EQ(aws.inland({"apply", spec(), "--yes", "--no-wait-nodes"}).exit_code, 0);
    const auto refused = aws.inland({"apply", spec(), "--yes", "--via", "carrier-pigeon"});
    EXPECT_EQ(refused.exit_code, 2);
    EXPECT_THAT(refused.err, HasSubstr("direct, http://PROXY and ssm:INSTANCE"));
}

TEST(WaysIn, ProvesWhetherInlandsOwnCallsGetOutOfTheNetwork) {
    EmbeddedAwsProcess aws;
    const auto inside = aws.inland({"prove", spec(), "--operator", "inside", "-o", "json"});
    EXPECT_EQ(inside.exit_code, 1) << inside.err;
    EXPECT_THAT(inside.out, AllOf(HasSubstr("operator.eks"), HasSubstr("no-endpoint")));
    EXPECT_EQ(aws.inland({"prove", spec(), "--operator", "nowhere"}).exit_code, 2);
}

}  // namespace
}  // namespace inland::testing
