// SPDX-License-Identifier: Apache-2.0
#include "emulator/proxy.h"

#include "core/crypto.h"

#include <gtest/gtest.h>

namespace inland::emulator {
namespace {

std::string who(const std::string& credentials) {
    return connecting_as({.headers = {{"Proxy-Authorization", "Basic " + base64(credentials)}}});
}

TEST(ConnectingAs, IsTheUserNameOfTheProxyUrl) {
    EXPECT_EQ(who("192.168.0.10:"), "192.168.0.10");
    EXPECT_EQ(who("node/ip-10-40-1-5:"), "node/ip-10-40-1-5");
    EXPECT_EQ(who("pod%2Fkube-system%2Fcoredns-1:x"), "pod/kube-system/coredns-1");
}

TEST(ConnectingAs, IsTheLaptopWhereNobodySays) {
    EXPECT_EQ(connecting_as({}), "laptop");
    EXPECT_EQ(who(""), "laptop");
    EXPECT_EQ(who(":secret"), "laptop");
    EXPECT_EQ(connecting_as({.headers = {{"Proxy-Authorization", "Bearer x"}}}), "laptop");
    EXPECT_EQ(connecting_as({.headers = {{"Proxy-Authorization", "Basic \x01\xff"}}}), "laptop");
}

}  // namespace
}  // namespace inland::emulator
