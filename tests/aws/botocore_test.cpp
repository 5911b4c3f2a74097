// SPDX-License-Identifier: Apache-2.0
// Tables, codec and signer against botocore, which others wrote.
#include "aws/protocols/protocol.h"
#include "aws/sigv4/signer.h"
#include "aws/text_lines.h"
#include "tests/aws/python.h"

#include <filesystem>
#include <fstream>

#include <unistd.h>

namespace inland::aws {
namespace {

namespace fs = std::filesystem;

std::vector<json::value> json_lines(std::string_view text) {
    std::vector<json::value> lines;
    while (!text.empty())
        if (const auto line = take_line(text); !line.empty())
            lines.push_back(*parse_json(line, 256));
    return lines;
}

http::Headers headers_of(const json::object& object) {
    http::Headers headers;
    for (const auto& [name, value] : object)
        headers.add(std::string(name), std::string(value.get_string()));
    return headers;
}

http::Request request_of(const json::value& wire) {
    return {.method = string_or_empty(wire, "method"),
            .target = string_or_empty(wire, "target"),
            .headers = headers_of(find_object(wire, "headers")),
            .body = string_or_empty(wire, "body")};
}

std::vector<std::pair<std::string, std::string>> sorted_form(std::string_view text) {
    auto pairs = http::parse_form(text);
    std::ranges::sort(pairs);
    return pairs;
}

void expect_same_document(const json::value& actual, const json::value& expected) {
    EXPECT_TRUE(actual == expected)
        << "  actual " << json::serialize(actual) << "\nexpected " << json::serialize(expected);
}

/// JSON is compared as parsed, forms as pairs in any order; XML is decoded by the caller.
void expect_same_body(const http::Request& ours, const http::Request& theirs) {
    if (theirs.body.starts_with('{')) {
        expect_same_document(*parse_json(ours.body, 256), *parse_json(theirs.body, 256));
    } else if (!theirs.body.starts_with('<')) {
        EXPECT_EQ(sorted_form(ours.body), sorted_form(theirs.body));
    }
}

class Botocore : public testing::TestWithParam<const char*> {
  protected:
    void SetUp() override {
        if (const auto why = no_botocore(); !why.empty())
            GTEST_SKIP() << why;
    }

    static std::string model_name(const Service& service) {
        return service.name == "elasticloadbalancing" ? "elbv2" : service.name;
    }

    static std::vector<json::value> documents(const Service& service) {
        std::string arguments = "requests " + model_name(service);
        for (const auto& [name, operation] : service.operations)
            arguments += " " + name;
        return json_lines(*run_python("tests/aws/botocore_documents.py", arguments));
    }
};

TEST_P(Botocore, ItsRequestsAreDecodedAndOursAreTheSame) {
    const auto& service = **find_service(GetParam());
    std::size_t compared = 0;
    for (const auto& line : documents(service)) {
        if (find_bool(line, "absent"))
            continue;
        SCOPED_TRACE(string_or_empty(line, "operation"));
        const auto theirs = request_of(*find(line, "request"));
        const auto& input = find_object(line, "input");
        const auto decoded = decode_request(service, theirs);
        ASSERT_TRUE(decoded) << decoded.error().message;
        EXPECT_EQ(decoded->operation->name, string_or_empty(line, "operation"));
        expect_same_document(decoded->input, input);
        EXPECT_TRUE(decoded->unknown_members.empty());

        const auto ours = encode_request(service, *decoded->operation, input);
        ASSERT_TRUE(ours) << ours.error().message;
        EXPECT_EQ(ours->method, theirs.method);
        EXPECT_EQ(ours->raw_path(), theirs.raw_path());
        EXPECT_EQ(sorted_form(ours->raw_query()), sorted_form(theirs.raw_query()));
        EXPECT_EQ(ours->headers.get_or_empty("X-Amz-Target"),
                  theirs.headers.get_or_empty("X-Amz-Target"));
        expect_same_body(*ours, theirs);
        const auto again = decode_request(service, *ours);
        ASSERT_TRUE(again) << again.error().message;
        expect_same_document(again->input, input);
        ++compared;
    }
    EXPECT_GT(compared, 0U);
}

TEST_P(Botocore, UnderstandsOurAnswersAsWeDo) {
    const auto& service = **find_service(GetParam());
    const auto path =
        fs::temp_directory_path() / fmt::format("inland-botocore-{}-{}", GetParam(), getpid());
    {
        std::ofstream file(path);
        for (const auto& line : documents(service)) {
            if (find_bool(line, "absent"))
                continue;
            SCOPED_TRACE(string_or_empty(line, "operation"));
            const auto& operation = **service.find_operation(string_or_empty(line, "operation"));
            const auto& output = find_object(line, "output");
            const auto answer = encode_response(service, operation, output, "the-request-id");
            const auto decoded = decode_response(service, operation, answer);
            ASSERT_TRUE(decoded) << decoded.error().message;
            expect_same_document(*decoded, output);
            EXPECT_EQ(request_id_of(answer), "the-request-id");
            json::object headers;
            for (const auto& [name, value] : answer.headers.fields())
                headers[name] = value;
            file << json::serialize(json::object{{"operation", operation.name},
                                                 {"output", output},
                                                 {"answer",
                                                  {{"status", answer.status},
                                                   {"headers", std::move(headers)},
                                                   {"body", answer.body}}}})
                 << '\n';
        }
    }
    const auto differences =
        run_python("tests/aws/botocore_documents.py",
                   fmt::format("parse {} < '{}'", model_name(service), path.string()));
    ASSERT_TRUE(differences) << differences.error().message;
    EXPECT_EQ(*differences, "");
    fs::remove(path);
}

INSTANTIATE_TEST_SUITE_P(Services, Botocore,
                         testing::Values("ec2", "eks", "eks-auth", "iam", "sts", "ecr", "kms",
                                         "logs", "ssm", "autoscaling", "elasticloadbalancing",
                                         "elb", "route53", "route53resolver", "directconnect",
                                         "ram"),
                         [](const auto& parameter) {
                             std::string name = parameter.param;
                             std::erase(name, '-');
                             return name;
                         });

TEST(BotocoreModels, TheTablesSayWhatTheModelsSay) {
    if (const auto why = no_botocore(); !why.empty())
        GTEST_SKIP() << why;
    const auto output = process_environment().run(fmt::format(
        "python3 '{}/scripts/make-api-tables.py' --check; echo \"exit $?\"", INLAND_SOURCE_DIR));
    ASSERT_TRUE(output);
    if (output->contains("exit 3"))
        GTEST_SKIP() << *output;
    EXPECT_EQ(*output, "exit 0\n");
}

TEST(BotocoreSigner, SignsRandomRequestsAsWeDo) {
    if (const auto why = no_botocore(); !why.empty())
        GTEST_SKIP() << why;
    const auto output = run_python("tests/aws/botocore_signatures.py", "500");
    if (!output)
        GTEST_SKIP() << "botocore cannot be given a time";
    const auto cases = json_lines(*output);
    EXPECT_EQ(cases.size(), 500U);
    for (const auto& line : cases) {
        SCOPED_TRACE(json::serialize(line));
        auto request = request_of(line);
        request.origin = "http://host.example.com";
        const Credentials credentials{.access_key_id = "AKIDEXAMPLE",
                                      .secret_access_key = Secret("secret/+key"),
                                      .session_token = Secret(string_or_empty(line, "token"))};
        const sigv4::SigningContext context{string_or_empty(line, "region"),
                                            string_or_empty(line, "service"),
                                            *parse_iso8601("2026-11-22T21:07:59Z")};
        const auto expected = string_or_empty(line, "expected");
        if (*find_bool(line, "presign")) {
            sigv4::presign(request, credentials, context, std::chrono::seconds(300));
            EXPECT_TRUE(request.target.ends_with("X-Amz-Signature=" + expected));
        } else {
            sigv4::sign_headers(request, credentials, context);
            EXPECT_EQ(request.headers.get_or_empty("Authorization"), expected);
        }
    }
}

}  // namespace
}  // namespace inland::aws
