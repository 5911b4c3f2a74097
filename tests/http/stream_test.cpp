// SPDX-License-Identifier: Apache-2.0
#include "http/client.h"
#include "tests/http/raw_socket.h"
#include "tests/http/test_server.h"

#include <future>

#include <gmock/gmock.h>

namespace inland::http {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;

constexpr std::string_view get = "GET /watch HTTP/1.1\r\nHost: x\r\n\r\n";

TEST(Stream, ArrivesChunkByChunk) {
    std::optional<Responder> watch;
    TestServer server([&](const Request&, Responder responder) {
        watch = responder;
        watch->start(200, {{"Content-Type", "application/json"}});
        watch->write("one");
    });
    RawSocket peer(server.port());
    peer.write(get);
    EXPECT_THAT(peer.read_until("one\r\n"), HasSubstr("Transfer-Encoding: chunked\r\n"));
    server.server().post([&] { watch->write("two"); });
    EXPECT_EQ(peer.read_until("two\r\n"), "3\r\ntwo\r\n");
    server.server().post([&] {
        watch->finish();
        watch.reset();
    });
    EXPECT_EQ(peer.read_until("0\r\n\r\n"), "0\r\n\r\n");
}

TEST(Stream, LeavesTheConnectionUsable) {
    TestServer server([](const Request& request, Responder responder) {
        responder.start(200, {});
        responder.write(request.target);
        responder.finish();
    });
    const auto client = make_client();
    for (const auto* target : {"/a", "/b"}) {
        const auto response = client->send({.origin = server.origin(), .target = target}, {});
        ASSERT_TRUE(response) << response.error().message;
        EXPECT_EQ(response->body, target);
    }
}

TEST(Stream, EndsWithTheConnectionForHttp10) {
    TestServer server([](const Request&, Responder responder) {
        responder.start(200, {});
        responder.write("old");
        responder.finish();
    });
    RawSocket peer(server.port());
    peer.write("GET / HTTP/1.0\r\n\r\n");
    EXPECT_THAT(peer.read_all(), EndsWith("\r\n\r\nold"));
}

TEST(Stream, TellsTheHandlerThatThePeerIsGone) {
    std::promise<void> gone;
    std::optional<Responder> watch;
    TestServer server([&](const Request&, Responder responder) {
        watch = responder;
        watch->start(200, {});
        watch->on_gone([&] {
            watch.reset();
            gone.set_value();
        });
    });
    RawSocket peer(server.port());
    peer.write(get);
    peer.read_until("\r\n\r\n");
    peer.close();
    EXPECT_EQ(gone.get_future().wait_for(std::chrono::seconds(10)), std::future_status::ready);
}

TEST(Stream, DisconnectsAPeerThatDoesNotRead) {
    std::promise<void> gone;
    std::optional<Responder> watch;
    TestServer server(
        [&](const Request&, Responder responder) {
            watch = responder;
            watch->on_gone([&] { gone.set_value(); });
            watch->start(200, {});
            const std::string megabyte(1'000'000, 'x');
            while (watch->open())
                watch->write(megabyte);
        },
        {}, {.max_pending_bytes = 10'000'000});
    RawSocket peer(server.port());
    peer.write(get);
    EXPECT_EQ(gone.get_future().wait_for(std::chrono::seconds(10)), std::future_status::ready);
}

TEST(Stream, ThatIsDroppedBreaksTheConnection) {
    TestServer server([](const Request&, Responder responder) { responder.start(200, {}); });
    const auto client = make_client();
    const auto response = client->send({.origin = server.origin()}, {});
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().code, transport_code::connection_broken);
}

}  // namespace
}  // namespace inland::http
