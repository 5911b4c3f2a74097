// SPDX-License-Identifier: Apache-2.0
#include "core/certificates.h"

#include <gtest/gtest.h>

namespace inland {
namespace {

using Names = std::vector<std::string>;

TEST(Certificates, AreBelievedByWhoeverTrustsTheirAuthorityForTheirNamesWhileTheyLast) {
    const auto now = SystemClock().now();
    const auto authority = make_authority("ours", 100);
    const auto shown = issue_certificate(
        authority, {.common_name = "web", .names = {"web.shop.svc", "10.0.0.1"}, .days = 10});
    ASSERT_TRUE(shown);
    const auto& trusted = authority.certificate_pem;
    EXPECT_TRUE(is_believed(trusted, *shown, Names{"web.shop.svc", "10.0.0.1"}, now));
    EXPECT_FALSE(is_believed(trusted, *shown, Names{"web.shop.svc", "other.svc"}, now));
    EXPECT_FALSE(is_believed(trusted, *shown, Names{"10.0.0.2"}, now));
    EXPECT_TRUE(is_believed(trusted, *shown, Names{}, now + std::chrono::days(9)));
    EXPECT_FALSE(is_believed(trusted, *shown, Names{}, now + std::chrono::days(11)));
    EXPECT_FALSE(is_believed(make_authority("ours", 100).certificate_pem, *shown, Names{}, now));
}

TEST(Certificates, AreNothingWithoutTheirKeyOrWithoutSense) {
    const auto now = SystemClock().now();
    const auto authority = make_authority("ours", 100);
    const auto shown =
        issue_certificate(authority, {.common_name = "web", .names = {"web"}, .days = 10});
    const CertifiedKey mixed{shown->certificate_pem, authority.private_key_pem};
    EXPECT_FALSE(is_believed(authority.certificate_pem, mixed, Names{}, now));
    EXPECT_FALSE(is_believed("", *shown, Names{}, now));
    EXPECT_FALSE(is_believed(authority.certificate_pem, {"none", "none"}, Names{}, now));
    EXPECT_FALSE(issue_certificate({"none", "none"}, {.common_name = "web", .names = {"web"}}));
}

}  // namespace
}  // namespace inland
