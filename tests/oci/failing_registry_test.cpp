// SPDX-License-Identifier: Apache-2.0
// Registries that lie, fail, and forget: what lies is refused by name, and nothing half-written is
// ever referenced; what fails for a moment is gone on with.
#include "oci/manifest.h"
#include "tests/oci/copying.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace inland::oci::testing {
namespace {

using ::testing::HasSubstr;

class FailingRegistryTest : public CopyTest {
  protected:
    FailingRegistryTest() { digest_ = source.add_image("a", "1", {layer_}); }

    /// The copy fails for this reason, and the target has no trace of it.
    void expect_refusal(std::string_view reason) {
        const auto report = copy_one("a:1");
        ASSERT_TRUE(report.error);
        EXPECT_THAT(report.error->message, HasSubstr(std::string(reason)));
        EXPECT_TRUE(target.repository("a").manifests.empty());
        EXPECT_FALSE(target.repository("a").blobs.contains(Digest::of(layer_).text()));
        EXPECT_EQ(target.open_uploads(), 0U);
    }
    void expect_copied() {
        const auto report = copy_one("a:1");
        ASSERT_FALSE(report.error) << report.error->message;
        EXPECT_EQ(target.repository("a").tags.at("1"), digest_);
        EXPECT_EQ(target.repository("a").blobs.at(Digest::of(layer_).text()), layer_);
        EXPECT_EQ(target.open_uploads(), 0U);
    }
    [[nodiscard]] bool is_layer(const http::Request& request) const {
        return request.method == "GET" &&
               request.target == "/v2/a/blobs/" + Digest::of(layer_).text();
    }

    std::string layer_ = content(350'000);
    std::string digest_;
};

TEST_F(FailingRegistryTest, RefusesABlobOfAnotherDigest) {
    source.repository("a").blobs[Digest::of(layer_).text()].back() = '!';
    expect_refusal("its bytes are others");
}

TEST_F(FailingRegistryTest, RefusesABlobOfAnotherLength) {
    source.repository("a").blobs[Digest::of(layer_).text()] += "more";
    expect_refusal("350004 bytes where the manifest says 350000");
    source.repository("a").blobs[Digest::of(layer_).text()].resize(1000);
    expect_refusal("1000 bytes where the manifest says 350000");
}

TEST_F(FailingRegistryTest, RefusesMoreThanTheLengthWithoutContentLength) {
    source.fault = [&](const http::Request& request, http::Responder& responder) {
        if (!is_layer(request))
            return false;
        responder.start(200, {});
        responder.write(layer_ + "more");
        responder.finish();
        return true;
    };
    expect_refusal("more than its 350000 bytes");
}

TEST_F(FailingRegistryTest, RefusesABlobThatEndsEarlyWithoutContentLength) {
    source.fault = [&](const http::Request& request, http::Responder& responder) {
        if (!is_layer(request))
            return false;
        responder.start(200, {});
        responder.write(layer_.substr(0, 1000));
        responder.finish();
        return true;
    };
    expect_refusal("1000 bytes come and it has 350000");
}

TEST_F(FailingRegistryTest, RefusesAManifestOfAnotherDigest) {
    auto& manifests = source.repository("a").manifests;
    manifests[digest_].insert(1, " ");
    const auto pinned = copy_one("a@" + digest_);
    ASSERT_TRUE(pinned.error);
    EXPECT_THAT(pinned.error->message, HasSubstr("the registry lies"));
}

TEST_F(FailingRegistryTest, RefusesAHugeManifest) {
    source.repository("a").manifests[digest_].append(max_manifest_bytes, ' ');
    expect_refusal("over 4 MiB");
    EXPECT_EQ(source.asked("GET /v2/a/manifests/1"), 1U) << "not again and again";
}

TEST_F(FailingRegistryTest, RefusesRedirectsWithoutEnd) {
    source.fault = [&](const http::Request& request, http::Responder& responder) {
        if (is_layer(request))
            responder.send({.status = 307, .headers = {{"Location", request.target}}});
        return is_layer(request);
    };
    expect_refusal("redirected");
}

TEST_F(FailingRegistryTest, TakesABlobFromElsewhereWithoutSayingWhoWeAre) {
    logins.login = Login{.username = "me", .password = aws::Secret("secret")};
    TestRegistry storage;
    storage.repository("a").blobs = source.repository("a").blobs;
    std::vector<bool> told;
    storage.fault = [&](const http::Request& request, http::Responder&) {
        told.push_back(request.headers.get("Authorization").has_value());
        return false;
    };
    source.fault = [&](const http::Request& request, http::Responder& responder) {
        const auto sent = request.headers.get_or_empty("Authorization");
        if (sent != "Basic bWU6c2VjcmV0")
            responder.send({.status = 401, .headers = {{"WWW-Authenticate", "Basic realm=x"}}});
        else if (is_layer(request))
            responder.send(
                {.status = 307,
                 .headers = {{"Location", "http://" + storage.name() + request.target}}});
        else
            return false;
        return true;
    };
    expect_copied();
    EXPECT_EQ(told, std::vector<bool>{false});
}

TEST_F(FailingRegistryTest, GoesOnWhereADownloadWasCut) {
    int cuts = 0;
    source.fault = [&](const http::Request& request, http::Responder& responder) {
        if (!is_layer(request) || ++cuts > 1)
            return false;
        responder.start(200, {});
        responder.write(layer_.substr(0, 200'000));
        responder.abort();
        return true;
    };
    std::vector<std::string> ranges;
    expect_copied();
    EXPECT_EQ(cuts, 2);
}

TEST_F(FailingRegistryTest, GoesOnWithARegistryThatKnowsNoRanges) {
    int cuts = 0;
    source.fault = [&](const http::Request& request, http::Responder& responder) {
        if (!is_layer(request))
            return false;
        responder.start(200, {});
        responder.write(layer_.substr(0, ++cuts == 1 ? 200'000 : layer_.size()));
        if (cuts == 1)
            responder.abort();
        else
            responder.finish();
        return true;
    };
    expect_copied();
}

TEST_F(FailingRegistryTest, GoesOnWhereAnUploadWasCut) {
    int cuts = 0;
    target.fault = [&](const http::Request& request, http::Responder& responder) {
        if (request.method != "PATCH" || ++cuts != 2)
            return false;
        target.upload(request.target) += request.body.substr(0, 40'000);
        responder.abort();
        return true;
    };
    expect_copied();
    EXPECT_GE(cuts, 3);
    EXPECT_EQ(target.asked("POST /v2/a/blobs/uploads/"), 2U) << "config and layer, none again";
}

TEST_F(FailingRegistryTest, BeginsAnUploadAnewThatTheRegistryForgot) {
    int cuts = 0;
    target.fault = [&](const http::Request& request, http::Responder& responder) {
        if (request.method != "PATCH" || ++cuts != 2)
            return false;
        responder.send({.status = 404});
        return true;
    };
    expect_copied();
}

TEST_F(FailingRegistryTest, FindsABlobWhoseAnswerWasLost) {
    int cuts = 0;
    target.fault = [&](const http::Request& request, http::Responder& responder) {
        if (request.method != "PUT" || !request.target.contains("digest=") || ++cuts != 1)
            return false;
        const auto digest = request.target.contains(Digest::of(layer_).hex()) ? layer_ : "";
        target.repository("a")
            .blobs[Digest::of(digest.empty() ? TestRegistry::config_of("a") : layer_).text()] =
            digest.empty() ? TestRegistry::config_of("a") : layer_;
        target.upload(request.target).clear();
        responder.abort();
        return true;
    };
    const auto report = copy_one("a:1");
    ASSERT_FALSE(report.error) << report.error->message;
    EXPECT_EQ(target.repository("a").tags.at("1"), digest_);
}

TEST_F(FailingRegistryTest, WaitsAsLongAsItIsAsked) {
    const auto start = clock.now();
    int refusals = 0;
    const auto refuse = [&](const http::Request&, http::Responder& responder) {
        if (++refusals > 4)
            return false;
        responder.send(
            {.status = refusals % 2 == 0 ? 503 : 429, .headers = {{"Retry-After", "7"}}});
        return true;
    };
    target.fault = refuse;
    expect_copied();
    EXPECT_GE(clock.now() - start, std::chrono::seconds(28));
}

TEST_F(FailingRegistryTest, GivesUpAfterEnoughFailures) {
    source.fault = [](const http::Request&, http::Responder& responder) {
        responder.send({.status = 500});
        return true;
    };
    expect_refusal("answered 500");
    EXPECT_EQ(source.asked().size(), 6U);
}

/// A token server beside the registry: every token is good for so many requests.
class TokenTest : public FailingRegistryTest {
  protected:
    TokenTest() {
        logins.login = Login{.username = "me", .password = aws::Secret("secret")};
        target.fault = [this](const http::Request& request, http::Responder& responder) {
            return judge(request, responder);
        };
    }

    bool judge(const http::Request& request, http::Responder& responder) {
        if (request.target.starts_with("/token")) {
            scopes_.push_back(http::percent_decode(request.target));
            left_ = good_for_;
            responder.send(
                {.body = fmt::format(R"({{"token":"t{}","expires_in":300}})", ++tokens_)});
            return true;
        }
        const auto current = fmt::format("Bearer t{}", tokens_);
        if (request.headers.get_or_empty("Authorization") == current && left_-- > 0)
            return false;
        responder.send({.status = 401,
                        .headers = {{"WWW-Authenticate",
                                     fmt::format(R"(Bearer realm="http://{}/token",service="test")",
                                                 target.name())}}});
        return true;
    }

    int good_for_ = 1000;
    int left_ = 0;
    int tokens_ = 0;
    std::vector<std::string> scopes_;
};

TEST_F(TokenTest, AsksForOneTokenAndUsesIt) {
    expect_copied();
    EXPECT_LE(tokens_, 2) << "one to look, one to push";
    EXPECT_THAT(scopes_.back(), HasSubstr("service=test"));
    EXPECT_THAT(scopes_.back(), HasSubstr("scope=repository:a:pull,push"));
}

TEST_F(TokenTest, RenewsATokenThatExpiresInMidUpload) {
    good_for_ = 5;
    expect_copied();
    EXPECT_GE(tokens_, 3);
}

TEST_F(TokenTest, SaysWhoRefuses) {
    good_for_ = 0;
    const auto report = copy_one("a:1");
    ASSERT_TRUE(report.error);
    EXPECT_EQ(report.error->kind, ErrorKind::AccessDenied);
}

TEST_F(TokenTest, SaysThatALoginIsMissing) {
    logins.login.reset();
    target.fault = [](const http::Request&, http::Responder& responder) {
        responder.send({.status = 401, .headers = {{"WWW-Authenticate", "Basic realm=\"x\""}}});
        return true;
    };
    const auto report = copy_one("a:1");
    ASSERT_TRUE(report.error);
    EXPECT_EQ(report.error->kind, ErrorKind::AccessDenied);
    EXPECT_THAT(report.error->message, HasSubstr("asks for a login"));
}

}  // namespace
}  // namespace inland::oci::testing
