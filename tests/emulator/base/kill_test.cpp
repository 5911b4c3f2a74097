// SPDX-License-Identifier: Apache-2.0
#include "tests/emulator/base/emulated_server.h"
#include "tests/support/temporary_folder.h"

#include <csignal>
#include <random>

#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

namespace inland::emulator {
namespace {

/// Serves in a process of its own until it is killed; tells its port through the pipe.
pid_t serve_in_child(const std::filesystem::path& state, int& port) {
    std::array<int, 2> pipe{};
    if (::pipe(pipe.data()) != 0)
        return -1;
    const pid_t child = ::fork();
    if (child == 0) {
        const auto aws = EmulatedAws::create({.port = 0, .state = state}, knowledge::built_in());
        const int listening = aws ? (*aws)->port() : 0;
        if (::write(pipe[1], &listening, sizeof listening) == sizeof listening && aws)
            (void)(*aws)->run({});
        ::_exit(1);
    }
    ::close(pipe[1]);
    if (::read(pipe[0], &port, sizeof port) != sizeof port)
        port = 0;
    ::close(pipe[0]);
    return child;
}

/// What stands between the first `<tag>` and the `<` behind it; empty without one.
std::string text_of(const std::string& body, std::string_view tag) {
    const auto opening = body.find("<" + std::string(tag) + ">");
    if (opening == std::string::npos)
        return {};
    const auto begin = opening + tag.size() + 2;
    return body.substr(begin, body.find('<', begin) - begin);
}

/// The ids of the DHCP options (which have no quota) that were made before the server was gone.
std::vector<std::string> make_until_killed(int port) {
    std::vector<std::string> ids;
    const auto client = http::make_client();
    while (true) {
        http::Request request{.method = "POST",
                              .origin = "http://127.0.0.1:" + std::to_string(port),
                              .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
                              .body =
                                  "Action=CreateDhcpOptions&Version=2016-11-15"
                                  "&DhcpConfiguration.1.Key=domain-name"
                                  "&DhcpConfiguration.1.Value.1=example.com"};
        aws::sigv4::sign_headers(request, {"123456789012", aws::Secret("test")},
                                 {"eu-central-1", "ec2", SystemClock().now()});
        const auto response = client->send(request, {});
        if (!response || response->status != 200)
            return ids;
        ids.push_back(text_of(response->body, "dhcpOptionsId"));
    }
}

/// Every page: a fast machine makes more DHCP options than one page holds.
std::string describe_dhcp_options(EmulatedServer& server) {
    const std::string first_page = "Action=DescribeDhcpOptions&Version=2016-11-15";
    std::string pages;
    std::string token;
    do {
        const auto page =
            server.call("ec2", token.empty() ? first_page : first_page + "&NextToken=" + token)
                .body;
        token = text_of(page, "nextToken");
        pages += page;
    } while (!token.empty());
    return pages;
}

TEST(KilledEmulator, HasEverythingThatItAnswered) {
    const TemporaryFolder folder;
    std::mt19937 random(3);
    std::vector<std::string> answered;
    for (int round = 0; round < 4; ++round) {
        int port = 0;
        const pid_t child = serve_in_child(folder.path(), port);
        ASSERT_GT(port, 0);
        std::jthread killer([&, delay = std::uniform_int_distribution(20, 150)(random)] {
            std::this_thread::sleep_for(std::chrono::milliseconds(delay));
            ::kill(child, SIGKILL);
        });
        std::ranges::copy(make_until_killed(port), std::back_inserter(answered));
        killer.join();
        ::waitpid(child, nullptr, 0);
    }
    EXPECT_GT(answered.size(), 10U);
    EmulatedServer server({.state = folder.path()});
    const auto all = describe_dhcp_options(server);
    for (const auto& id : answered)
        EXPECT_THAT(all, ::testing::HasSubstr(id));
}

}  // namespace
}  // namespace inland::emulator
