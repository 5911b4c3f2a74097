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
using ::testing::StartsWith;

constexpr std::string_view get = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";

TEST(Server, AnswersPipelinedRequestsInOrder) {
    TestServer server(echo);
    RawSocket peer(server.port());
    peer.write(
        "GET /1 HTTP/1.1\r\nHost: x\r\n\r\nPOST /2 HTTP/1.1\r\nHost: x\r\nContent-Length: "
        "2\r\n\r\nhiGET /3 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    const auto all = peer.read_all();
    const auto first = all.find("GET /1\n");
    const auto second = all.find("POST /2\nhi");
    const auto third = all.find("GET /3\n");
    EXPECT_LT(first, second);
    EXPECT_LT(second, third);
    EXPECT_NE(third, all.npos);
}

TEST(Server, AnswersALateAnswerBeforeThePipelinedRequestBehindIt) {
    std::optional<Responder> late;
    TestServer server([&](const Request& request, Responder responder) {
        if (request.target == "/late")
            late = responder;
        else
            echo(request, responder);
    });
    RawSocket peer(server.port());
    peer.write("GET /late HTTP/1.1\r\nHost: x\r\n\r\n");
    peer.write(get);
    server.server().post_after(std::chrono::milliseconds(20), [&] {
        late->send({.status = 201, .headers = {}, .body = "late"});
        late.reset();
    });
    const auto all = peer.read_until("GET /a\n");
    EXPECT_THAT(all, StartsWith("HTTP/1.1 201 Created\r\n"));
    EXPECT_THAT(all, HasSubstr("lateHTTP/1.1 200 OK\r\n"));
}

TEST(Server, ReadsChunkedBodies) {
    TestServer server(echo);
    RawSocket peer(server.port());
    peer.write("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
    peer.write("4;ext=1\r\ndefg\r\n0\r\nTrailer: 1\r\n\r\n");
    EXPECT_THAT(peer.read_until("abcdefg"), EndsWith("POST /\nabcdefg"));
}

TEST(Server, SaysContinueToThoseWhoWaitForIt) {
    TestServer server(echo);
    RawSocket peer(server.port());
    peer.write("PUT / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
    EXPECT_THAT(peer.read_until("\r\n\r\n"), StartsWith("HTTP/1.1 100 Continue\r\n"));
    peer.write("ok");
    EXPECT_THAT(peer.read_until("PUT /\nok"), StartsWith("HTTP/1.1 200 OK\r\n"));
}

struct Malformed {
    std::string_view bytes;
    std::string_view status;
};

class ServerMalformed : public ::testing::TestWithParam<Malformed> {};

TEST_P(ServerMalformed, IsRefusedAndTheServerLivesOn) {
    TestServer server(echo);
    RawSocket peer(server.port());
    peer.write(GetParam().bytes);
    peer.end_writing();
    EXPECT_THAT(peer.read_all(), StartsWith(GetParam().status));
    RawSocket next(server.port());
    next.write(get);
    EXPECT_THAT(next.read_until("GET /a\n"), StartsWith("HTTP/1.1 200"));
}

using namespace std::string_view_literals;
INSTANTIATE_TEST_SUITE_P(
    Inputs, ServerMalformed,
    ::testing::Values(
        Malformed{"nonsense\r\n\r\n", "HTTP/1.1 400"},
        Malformed{"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"sv, "HTTP/1.1 400"},
        Malformed{"GET / HTTP/9.9\r\nHost: x\r\n\r\n", "HTTP/1.1 400"},
        Malformed{"GET / HTTP/1.1\r\n\r\n", "HTTP/1.1 400"},
        Malformed{"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "HTTP/1.1 400"},
        Malformed{"GET / HTTP/1.1\r\nHost: x\r\nBad Name: 1\r\n\r\n", "HTTP/1.1 400"},
        Malformed{"GET /\0 HTTP/1.1\r\nHost: x\r\n\r\n"sv, "HTTP/1.1 400"},
        Malformed{"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", "HTTP/1.1 400"},
        Malformed{"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                  "HTTP/1.1 400"},
        Malformed{"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                  "HTTP/1.1 400"},
        Malformed{"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: "
                  "chunked\r\n\r\n0\r\n\r\n",
                  "HTTP/1.1 400"},
        Malformed{"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n",
                  "HTTP/1.1 413"},
        Malformed{"CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 405"}));

TEST(Server, RefusesHeadsThatAreTooLarge) {
    TestServer server(echo);
    RawSocket peer(server.port());
    peer.write("GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + std::string(100'000, 'a') + "\r\n\r\n");
    EXPECT_THAT(peer.read_all(), StartsWith("HTTP/1.1 431"));
}

TEST(Server, TakesLargeHeadsWhereItIsToldTo) {
    TestServer server(echo, {}, {.max_header_bytes = 200'000});
    RawSocket peer(server.port());
    const std::string half(50'000, 'a');
    peer.write("GET / HTTP/1.1\r\nHost: x\r\nX-1: " + half + "\r\nX-2: " + half + "\r\n\r\n");
    EXPECT_THAT(peer.read_until("GET /\n"), HasSubstr("x-got-X-2: " + half));
}

TEST(Server, RefusesAFieldThatIsTooLargeUnderAnyLimit) {
    TestServer server(echo, {}, {.max_header_bytes = 200'000});
    RawSocket peer(server.port());
    peer.write("GET / HTTP/1.1\r\nHost: x\r\nX-1: " + std::string(100'000, 'a') + "\r\n\r\n");
    EXPECT_THAT(peer.read_all(), StartsWith("HTTP/1.1 431"));
}

TEST(Server, RefusesBodiesBeyondItsLimitWhileTheyArrive) {
    TestServer server(echo, {}, {.max_body_bytes = 1000});
    RawSocket peer(server.port());
    peer.write("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
    peer.write("800\r\n" + std::string(2048, 'x') + "\r\n");
    EXPECT_THAT(peer.read_all(), StartsWith("HTTP/1.1 413"));
}

TEST(Server, DisconnectsPeersThatDoNotFinishTheirHead) {
    TestServer server(echo, {}, {.request_timeout = std::chrono::milliseconds(50)});
    RawSocket peer(server.port());
    peer.write("GET / HTTP/1.1\r\nHost:");
    EXPECT_EQ(peer.read_all(), "");
}

TEST(Server, DisconnectsPeersThatDripTheirHead) {
    TestServer server(echo, {}, {.request_timeout = std::chrono::milliseconds(100)});
    RawSocket peer(server.port());
    const auto begin = std::chrono::steady_clock::now();
    while (peer.write("a") && std::chrono::steady_clock::now() - begin < std::chrono::seconds(5))
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
}

TEST(Server, AnswersPeersThatClosedTheirSendingSide) {
    std::optional<Responder> late;
    TestServer server([&](const Request&, Responder responder) { late = responder; });
    RawSocket peer(server.port());
    peer.write(get);
    peer.end_writing();
    server.server().post_after(std::chrono::milliseconds(20), [&] {
        late->send({.status = 200, .headers = {}, .body = "still"});
        late.reset();
    });
    EXPECT_THAT(peer.read_all(), EndsWith("still"));
}

TEST(Server, AnswersHeadWithoutABody) {
    TestServer server([](const Request&, Responder responder) {
        responder.send({.status = 200, .headers = {{"Content-Length", "1234"}}, .body = ""});
    });
    RawSocket peer(server.port());
    peer.write("HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    const auto all = peer.read_all();
    EXPECT_THAT(all, HasSubstr("Content-Length: 1234\r\n"));
    EXPECT_THAT(all, EndsWith("\r\n\r\n"));
}

TEST(Server, KeepsLineBreaksOutOfItsHeaders) {
    TestServer server([](const Request&, Responder responder) {
        responder.send({.status = 200, .headers = {{"X-A", "b\r\nX-Evil: 1"}}, .body = ""});
    });
    RawSocket peer(server.port());
    peer.write("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    EXPECT_THAT(peer.read_all(), ::testing::Not(HasSubstr("\r\nX-Evil")));
}

TEST(Server, AnswersForHandlersThatThrowOrForget) {
    TestServer server([](const Request& request, const Responder&) {
        if (request.target == "/throw")
            throw std::runtime_error("secret");
    });
    const auto client = make_client();
    for (const auto* target : {"/throw", "/forget"}) {
        const auto response = client->send({.origin = server.origin(), .target = target}, {});
        ASSERT_TRUE(response) << response.error().message;
        EXPECT_EQ(response->status, 500);
        EXPECT_THAT(response->body, ::testing::Not(HasSubstr("secret")));
    }
}

TEST(Server, CommitsOnceBeforeTheAnswersOfATurn) {
    std::atomic<int> handled = 0;
    std::atomic<int> committed = 0;
    ServerOptions options;
    options.before_answers = [&]() -> Result<void> {
        committed = handled.load();
        return {};
    };
    TestServer server(
        [&](const Request&, Responder responder) {
            ++handled;
            responder.send({});
        },
        {}, std::move(options));
    const auto client = make_client();
    for (int count = 1; count <= 20; ++count) {
        ASSERT_TRUE(client->send({.origin = server.origin()}, {}));
        EXPECT_GE(committed, count);
    }
}

TEST(Server, SendsNoAnswerThatIsNotCommitted) {
    ServerOptions options;
    options.before_answers = []() -> Result<void> {
        return failure(ErrorKind::Failed, "disk full");
    };
    TestServer server(echo, {}, std::move(options));
    RawSocket peer(server.port());
    peer.write(get);
    const auto outcome = server.outcome();
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().message, "disk full");
}

TEST(Server, SaysWhichAddressIsTaken) {
    TestServer server(echo);
    const auto second = Server::listen({.port = static_cast<std::uint16_t>(server.port())}, echo);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().kind, ErrorKind::Unavailable);
    EXPECT_THAT(second.error().message, HasSubstr("127.0.0.1:" + std::to_string(server.port())));
}

TEST(Server, SurvivesPeersThatLeaveInTheMiddleOfAnAnswer) {
    TestServer server([](const Request&, Responder responder) {
        responder.send({.status = 200, .headers = {}, .body = std::string(8'000'000, 'x')});
    });
    for (int count = 0; count < 5; ++count) {
        RawSocket peer(server.port());
        peer.write(get);
    }
    const auto client = make_client();
    const auto response = client->send({.origin = server.origin()}, {});
    ASSERT_TRUE(response) << response.error().message;
    EXPECT_EQ(response->body.size(), 8'000'000U);
}

}  // namespace
}  // namespace inland::http
