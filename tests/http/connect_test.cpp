// SPDX-License-Identifier: Apache-2.0
#include "core/crypto.h"
#include "http/client.h"
#include "tests/http/raw_socket.h"
#include "tests/http/test_identity.h"
#include "tests/http/test_server.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <future>

#include <gmock/gmock.h>

namespace inland::http {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr auto api_host = "abc.gr7.eu-central-1.eks.amazonaws.com";

/// A proxy whose tunnels to `api_host` end at an echo behind TLS; the CA bundle in a file.
class ConnectTest : public ::testing::Test {
  protected:
    ConnectTest() { std::ofstream(bundle_) << identity_.certificate_chain; }
    ~ConnectTest() override { std::filesystem::remove(bundle_); }

    void decide(const Request& request, const std::function<void(ConnectDecision)>& decided) {
        asked_ = request.target + " " + request.headers.get_or_empty("Proxy-Authorization");
        if (request.target == std::string(api_host) + ":443")
            return decided(VirtualHost{identity_, behind_});
        if (request.target == "plain.example:80")
            return decided(VirtualHost{std::nullopt, echo});
        decided(ConnectRefusal{504, "no route from laptop", "step 1: no route\n"});
    }

    std::unique_ptr<Client> client(const std::string& who = "") {
        const auto user = who.empty() ? "" : who + "@";
        return make_client({.ca_bundle = bundle_,
                            .proxy = "http://" + user + "127.0.0.1:" + std::to_string(port())});
    }
    [[nodiscard]] int port() { return server_.port(); }

    TlsIdentity identity_ = make_test_identity(api_host);
    std::string bundle_ = std::filesystem::temp_directory_path() / ("inland-" + random_text(12));
    std::string asked_;
    Handler behind_ = echo;
    TestServer server_{echo,
                       [this](const Request& request, auto decided) { decide(request, decided); }};
};

TEST_F(ConnectTest, EndsTlsInsideTheTunnel) {
    const auto over = client("node%2Fip-10-0-1-5");
    for (const auto* target : {"/api", "/version"}) {
        const auto response =
            over->send({.origin = std::string("https://") + api_host, .target = target}, {});
        ASSERT_TRUE(response) << response.error().message;
        EXPECT_EQ(response->body, std::string("GET ") + target + "\n");
    }
    EXPECT_EQ(asked_, std::string(api_host) + ":443 Basic " + base64("node/ip-10-0-1-5:"));
}

TEST_F(ConnectTest, StreamsThroughTls) {
    std::promise<void> gone;
    behind_ = [&](const Request&, Responder responder) {
        responder.start(200, {});
        responder.write("ADDED");
        responder.on_gone([&gone, responder] { gone.set_value(); });
    };
    std::stop_source stop;
    auto answer = std::async(std::launch::async, [&] {
        return client()->send({.origin = std::string("https://") + api_host}, stop.get_token());
    });
    server_.server().post_after(std::chrono::milliseconds(200), [&] { stop.request_stop(); });
    EXPECT_EQ(gone.get_future().wait_for(std::chrono::seconds(10)), std::future_status::ready);
    EXPECT_FALSE(answer.get());
}

TEST_F(ConnectTest, CarriesLargeBodiesThroughTls) {
    const auto response = client()->send({.method = "PUT",
                                          .origin = std::string("https://") + api_host,
                                          .body = std::string(3'000'000, 'y')},
                                         {});
    ASSERT_TRUE(response) << response.error().message;
    EXPECT_EQ(response->body.size(), 3'000'000U + std::string("PUT /\n").size());
}

TEST_F(ConnectTest, RefusesWithAReason) {
    RawSocket peer(port());
    peer.write("CONNECT nowhere.example:443 HTTP/1.1\r\nHost: nowhere.example:443\r\n\r\n");
    const auto all = peer.read_all();
    EXPECT_THAT(all, StartsWith("HTTP/1.1 504 no route from laptop\r\n"));
    EXPECT_THAT(all, HasSubstr("step 1: no route"));
    const auto response = client()->send({.origin = "https://nowhere.example"}, {});
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().code, transport_code::proxy_refused);
}

TEST_F(ConnectTest, ServesPlainVirtualHosts) {
    RawSocket peer(port());
    peer.write(
        "CONNECT plain.example:80 HTTP/1.1\r\nHost: plain.example\r\n\r\n"
        "GET /early HTTP/1.1\r\nHost: plain.example\r\n\r\n");
    const auto all = peer.read_until("GET /early\n");
    EXPECT_THAT(all, StartsWith("HTTP/1.1 200 Connection established\r\n\r\nHTTP/1.1 200 OK"));
}

TEST_F(ConnectTest, ClosesTunnelsThatDoNotSpeakTls) {
    RawSocket peer(port());
    peer.write(std::string("CONNECT ") + api_host + ":443 HTTP/1.1\r\nHost: x\r\n\r\n");
    peer.read_until("\r\n\r\n");
    peer.write("GET / HTTP/1.1\r\n\r\n");
    peer.read_all();
    EXPECT_TRUE(client()->send({.origin = std::string("https://") + api_host}, {}));
}

TEST_F(ConnectTest, IsNotTrustedWithoutItsCertificate) {
    const auto untrusting = make_client({.proxy = "http://127.0.0.1:" + std::to_string(port())});
    const auto response = untrusting->send({.origin = std::string("https://") + api_host}, {});
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().code, transport_code::tls_failure);
}

TEST_F(ConnectTest, RefusesMalformedTargets) {
    for (const std::string target : {"nohost", ":443", "a:0", "a:99999"}) {
        RawSocket peer(port());
        peer.write("CONNECT " + target + " HTTP/1.1\r\nHost: x\r\n\r\n");
        EXPECT_THAT(peer.read_all(), StartsWith("HTTP/1.1 400")) << target;
    }
}

std::string output_of(const std::string& command) {
    std::string output;
    FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");
    std::array<char, 4096> buffer{};
    while (const auto count = ::fread(buffer.data(), 1, buffer.size(), pipe))
        output.append(buffer.data(), count);
    ::pclose(pipe);
    return output;
}

TEST_F(ConnectTest, ServesCurl) {
    if (std::system("curl --version >/dev/null 2>&1") != 0)
        GTEST_SKIP() << "curl(1) is not installed";
    const auto proxy = "--proxy http://10.0.0.1@127.0.0.1:" + std::to_string(port());
    EXPECT_EQ(output_of("curl -sS --cacert " + bundle_ + " " + proxy + " https://" + api_host +
                        "/x -d body"),
              "POST /x\nbody");
    EXPECT_THAT(output_of("curl -sS " + proxy + " https://nowhere.example/"), HasSubstr("504"));
}

TEST_F(ConnectTest, ServesPython) {
    if (std::system("python3 -c 'import ssl, http.client' >/dev/null 2>&1") != 0)
        GTEST_SKIP() << "python3 is not installed";
    const auto script =
        "import ssl, http.client as h\n"
        "c = h.HTTPSConnection('127.0.0.1', " +
        std::to_string(port()) + ", context=ssl.create_default_context(cafile='" + bundle_ +
        "'))\nc.set_tunnel('" + api_host +
        "', 443)\n"
        "for p in '/1', '/2':\n"
        "    c.request('POST', p, iter([b'a', b'b']), encode_chunked=True,\n"
        "              headers={'Transfer-Encoding': 'chunked'})\n"
        "    print(c.getresponse().read().decode())\n";
    EXPECT_EQ(output_of("(python3 - <<'END'\n" + script + "END\n)"), "POST /1\nab\nPOST /2\nab\n");
}

}  // namespace
}  // namespace inland::http
