// SPDX-License-Identifier: Apache-2.0
// AWS's own signing cases, header and query form.
#include "aws/sigv4/canonical_request.h"
#include "aws/sigv4/signature.h"
#include "aws/sigv4/signer.h"
#include "aws/sigv4/verify.h"
#include "core/json.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

namespace inland::aws::sigv4 {
namespace {

namespace fs = std::filesystem;

const fs::path vectors = fs::path(INLAND_SOURCE_DIR) / ".." / "shared" / "vectors" / "sigv4";

std::string read_text(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return std::move(text).str();
}

/// The raw request of a case: request line, headers (folded lines continue one), body.
http::Request parse_request(const std::string& text) {
    std::istringstream lines(text);
    std::string line;
    std::getline(lines, line);
    http::Request request;
    request.method = line.substr(0, line.find(' '));
    request.target =
        line.substr(request.method.size() + 1, line.rfind(' ') - request.method.size() - 1);
    while (std::getline(lines, line) && !line.empty()) {
        if (line[0] == ' ') {
            auto [name, value] = request.headers.fields().back();
            request.headers.set(name, value + "\n" + line);
            continue;
        }
        const auto colon = line.find(':');
        request.headers.add(line.substr(0, colon), line.substr(colon + 1));
    }
    std::getline(lines, request.body, '\0');
    return request;
}

struct Case {
    http::Request request;
    Credentials credentials;
    SigningContext context;
    std::chrono::seconds expires;
    bool sign_body = false;
    PathEncoding encoding = PathEncoding::Twice;
};

Case load(const fs::path& folder) {
    const auto facts = *parse_json(read_text(folder / "context.json"));
    const bool omit_token = find_bool(facts, "omit_session_token").value_or(false);
    const bool normalise = find_bool(facts, "normalize").value_or(true);
    return {.request = parse_request(read_text(folder / "request.txt")),
            .credentials = {.access_key_id = string_or_empty(facts, "credentials.access_key_id"),
                            .secret_access_key =
                                Secret(string_or_empty(facts, "credentials.secret_access_key")),
                            .session_token = Secret(
                                omit_token ? "" : string_or_empty(facts, "credentials.token"))},
            .context = {string_or_empty(facts, "region"), string_or_empty(facts, "service"),
                        *parse_iso8601(string_or_empty(facts, "timestamp"))},
            .expires = std::chrono::seconds(*find_int(facts, "expiration_in_seconds")),
            .sign_body = find_bool(facts, "sign_body").value_or(false),
            .encoding = normalise ? PathEncoding::Twice : PathEncoding::Once};
}

class SigV4Vectors : public testing::Test {
  protected:
    void SetUp() override {
        if (!fs::exists(vectors))
            GTEST_SKIP() << "no folder with AWS's signing cases beside the source folder";
    }

    template <typename Check>
    static void for_each_case(Check check) {
        int count = 0;
        for (const auto& entry : fs::directory_iterator(vectors)) {
            if (!entry.is_directory())
                continue;
            SCOPED_TRACE(entry.path().filename().string());
            check(entry.path(), load(entry.path()));
            ++count;
        }
        EXPECT_GE(count, 25);
    }
};

/// What a signed request was signed over, read back from the request itself.
struct Steps {
    std::string canonical;
    std::string to_sign;
    std::string signature;
};

Steps steps(const http::Request& signed_request, const Case& signing_case, PathEncoding encoding) {
    const auto claim = *read_claim(signed_request);
    auto unsigned_request = signed_request;
    const auto mark = unsigned_request.target.find("&X-Amz-Signature=");
    unsigned_request.target.resize(std::min(mark, unsigned_request.target.size()));
    const auto canonical = canonical_request(unsigned_request, encoding, claim.signed_headers,
                                             payload_hash(unsigned_request));
    const CredentialScope scope{claim.date, claim.region, claim.service};
    const auto to_sign = string_to_sign(claim.time, scope, canonical);
    return {canonical, to_sign,
            signature(signing_key(signing_case.credentials.secret_access_key, scope), to_sign)};
}

void expect_steps(const fs::path& folder, const std::string& form, const Steps& actual) {
    EXPECT_EQ(actual.canonical, read_text(folder / (form + "-canonical-request.txt")));
    EXPECT_EQ(actual.to_sign, read_text(folder / (form + "-string-to-sign.txt")));
    EXPECT_EQ(actual.signature, read_text(folder / (form + "-signature.txt")));
}

TEST_F(SigV4Vectors, HeaderForm) {
    for_each_case([](const fs::path& folder, Case c) {
        if (c.sign_body)
            c.request.headers.set("X-Amz-Content-Sha256", payload_hash(c.request));
        sign_headers(c.request, c.credentials, c.context);
        const auto actual = steps(c.request, c, c.encoding);
        expect_steps(folder, "header", actual);
        if (c.encoding == PathEncoding::Twice) {
            EXPECT_EQ(read_claim(c.request)->signature, actual.signature);
        }
    });
}

TEST_F(SigV4Vectors, QueryForm) {
    for_each_case([](const fs::path& folder, Case c) {
        presign(c.request, c.credentials, c.context, c.expires);
        const auto actual = steps(c.request, c, c.encoding);
        expect_steps(folder, "query", actual);
        if (c.encoding == PathEncoding::Twice) {
            EXPECT_EQ(read_claim(c.request)->signature, actual.signature);
        }
    });
}

TEST_F(SigV4Vectors, AreAcceptedByTheVerifier) {
    for_each_case([](const fs::path&, Case c) {
        const auto lookup = [&](std::string_view, std::string_view) -> Result<Secret> {
            return c.credentials.secret_access_key;
        };
        auto presigned = c.request;
        sign_headers(c.request, c.credentials, c.context);
        presign(presigned, c.credentials, c.context, c.expires);
        EXPECT_TRUE(verify(c.request, lookup, c.context.time, Protocol::Query));
        EXPECT_TRUE(verify(presigned, lookup, c.context.time, Protocol::Query));
    });
}

}  // namespace
}  // namespace inland::aws::sigv4
