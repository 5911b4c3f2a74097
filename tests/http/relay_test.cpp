// SPDX-License-Identifier: Apache-2.0
#include "http/relay.h"

#include "core/crypto.h"
#include "http/client.h"
#include "tests/http/raw_socket.h"
#include "tests/http/test_identity.h"
#include "tests/http/test_server.h"

#include <filesystem>
#include <fstream>
#include <thread>

#include <gmock/gmock.h>

namespace inland::http {
namespace {

using ::testing::StartsWith;

constexpr auto host = "abc.gr7.eu-central-1.eks.amazonaws.com";

TEST(AuthorizedHead, SaysWhoAsksInPlaceOfWhatWasSaid) {
    EXPECT_EQ(authorized_head("CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\nproxy-authorization: "
                              "Basic bGFwdG9w\r\n\r\n",
                              "Basic eA=="),
              "CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\nProxy-Authorization: Basic eA==\r\n\r\n");
    EXPECT_EQ(authorized_head("CONNECT a:443 HTTP/1.0\r\n\r\n", "Basic eA=="),
              "CONNECT a:443 HTTP/1.0\r\nProxy-Authorization: Basic eA==\r\n\r\n");
}

/// A proxy whose tunnels to `host` end at an echo behind TLS, and a relay in front of it.
class RelayTest : public ::testing::Test {
  protected:
    RelayTest() {
        std::ofstream(bundle_) << identity_.certificate_chain;
        auto relay = Relay::listen({.proxy_host = "127.0.0.1",
                                    .proxy_port = static_cast<std::uint16_t>(proxy_.port()),
                                    .proxy_authorization = "Basic " + base64("192.168.0.10:")});
        relay_ = std::move(relay).value();
        thread_ = std::thread([this] { relay_->run(); });
    }
    ~RelayTest() override {
        relay_->stop();
        thread_.join();
        std::filesystem::remove(bundle_);
    }

    void decide(const Request& request, const std::function<void(ConnectDecision)>& decided) {
        asked_ = request.headers.get_or_empty("Proxy-Authorization");
        if (request.target == std::string(host) + ":443")
            return decided(VirtualHost{identity_, echo});
        decided(ConnectRefusal{504, "i/o timeout", "no route\n"});
    }

    std::unique_ptr<Client> client() {
        return make_client(
            {.ca_bundle = bundle_, .proxy = "http://127.0.0.1:" + std::to_string(relay_->port())});
    }

    TlsIdentity identity_ = make_test_identity(host);
    std::string bundle_ = std::filesystem::temp_directory_path() / ("inland-" + random_text(12));
    std::string asked_;
    TestServer proxy_{echo,
                      [this](const Request& request, auto decided) { decide(request, decided); }};
    std::unique_ptr<Relay> relay_;
    std::thread thread_;
};

TEST_F(RelayTest, LetsAProgramActAsSomebody) {
    const auto over = client();
    for (const auto* target : {"/api", "/version"}) {
        const auto response =
            over->send({.origin = std::string("https://") + host, .target = target}, {});
        ASSERT_TRUE(response) << response.error().message;
        EXPECT_EQ(response->body, std::string("GET ") + target + "\n");
    }
    EXPECT_EQ(asked_, "Basic " + base64("192.168.0.10:"));
}

TEST_F(RelayTest, CarriesLargeBodies) {
    const std::string body(std::size_t{8} * 1024 * 1024, 'x');
    const auto response = client()->send(
        {.method = "POST", .origin = std::string("https://") + host, .body = body}, {});
    ASSERT_TRUE(response) << response.error().message;
    EXPECT_GE(response->body.size(), body.size());
}

TEST_F(RelayTest, PassesOnARefusal) {
    RawSocket socket(relay_->port());
    ASSERT_TRUE(socket.write("CONNECT elsewhere:443 HTTP/1.1\r\nHost: elsewhere:443\r\n\r\n"));
    EXPECT_THAT(socket.read_until("no route"), StartsWith("HTTP/1.1 504 i/o timeout"));
}

TEST_F(RelayTest, DropsAClientThatNeverEndsItsHead) {
    RawSocket socket(relay_->port());
    const std::string line = "X-Long: " + std::string(1000, 'x') + "\r\n";
    socket.write("CONNECT a:443 HTTP/1.1\r\n");
    for (int count = 0; count < 200 && socket.write(line); ++count) {
    }
    EXPECT_EQ(socket.read_all(), "");
}

TEST(Relay, SaysWhenTheAddressIsTaken) {
    TestServer taken{echo};
    const auto relay = Relay::listen({.port = static_cast<std::uint16_t>(taken.port())});
    ASSERT_FALSE(relay);
    EXPECT_EQ(relay.error().kind, ErrorKind::Unavailable);
}

}  // namespace
}  // namespace inland::http
