// SPDX-License-Identifier: Apache-2.0
#include "http/client.h"

#include "tests/http/raw_socket.h"
#include "tests/http/test_server.h"

#include <gmock/gmock.h>

namespace inland::http {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(Client, SendsTheTargetByteForByte) {
    TestServer server(echo);
    const auto client = make_client();
    for (const std::string target :
         {"/", "/a/../b/./c//d", "/a%20b%2Fc%2f?x=%20+&y", "/access-entries/arn%3Aaws%3Aiam%3A%3A1",
          "/?b=2&a=1&acl", "/k=v;p:q@r!$'()*,", "/%7Etilde~", "/?q=a/b?c", "/{braces}|pipe^\"q\"",
          "//double?"}) {
        const auto response = client->send({.origin = server.origin(), .target = target}, {});
        ASSERT_TRUE(response) << target << ": " << response.error().message;
        EXPECT_EQ(response->body, "GET " + target + "\n");
    }
}

TEST(Client, AddsNoHeadersOfItsOwn) {
    TestServer server(echo);
    const auto client = make_client();
    const auto response =
        client->send({.method = "POST",
                      .origin = server.origin(),
                      .headers = {{"Host", "eks.eu-central-1.amazonaws.com"}, {"X-Empty", ""}},
                      .body = std::string(2'000'000, 'b')},
                     {});
    ASSERT_TRUE(response) << response.error().message;
    std::vector<std::string> names;
    for (const auto& [name, value] : response->headers.fields())
        if (name.starts_with("x-got-"))
            names.push_back(name.substr(6) + "=" + value);
    EXPECT_THAT(names, ::testing::UnorderedElementsAre("Host=eks.eu-central-1.amazonaws.com",
                                                       "X-Empty=", "Content-Length=2000000"));
    EXPECT_EQ(response->body.size(), 2'000'000U + std::string("POST /\n").size());
}

TEST(Client, SendsEveryMethod) {
    TestServer server(echo);
    const auto client = make_client();
    for (const std::string method : {"GET", "POST", "PUT", "PATCH", "DELETE"}) {
        for (const std::string body : {"", "text"}) {
            const auto response =
                client->send({.method = method, .origin = server.origin(), .body = body}, {});
            ASSERT_TRUE(response) << response.error().message;
            EXPECT_EQ(response->body, method + " /\n" + body);
        }
    }
    const auto head = client->send({.method = "HEAD", .origin = server.origin()}, {});
    ASSERT_TRUE(head) << head.error().message;
    EXPECT_EQ(head->body, "");
}

TEST(Client, NamesWhoDoesNotAnswer) {
    int port = 0;
    {
        const TestServer gone(echo);
        port = gone.port();
    }
    const auto client = make_client();
    const auto response = client->send({.origin = "http://127.0.0.1:" + std::to_string(port)}, {});
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().kind, ErrorKind::Unavailable);
    EXPECT_EQ(response.error().code, transport_code::connection_refused);
    EXPECT_THAT(response.error().message, HasSubstr(std::to_string(port)));
}

TEST(Client, NamesWhatDoesNotResolve) {
    const auto client = make_client();
    const auto response = client->send({.origin = "http://nowhere.invalid"}, {});
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().code, transport_code::name_not_found);
    EXPECT_THAT(response.error().message, HasSubstr("nowhere.invalid"));
}

TEST(Client, RefusesWhatIsNotHttp) {
    const auto client = make_client();
    const auto response = client->send({.origin = "file://", .target = "/etc/hostname"}, {});
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().kind, ErrorKind::InvalidInput);
}

TEST(Client, TellsALostAnswerAndDoesNotSendAgain) {
    std::atomic<int> posts = 0;
    TestServer server([&](const Request& request, Responder responder) {
        if (request.method == "GET")
            return responder.send({});
        ++posts;
        responder.abort();
    });
    const auto client = make_client();
    for (const auto& request : {Request{.method = "POST", .origin = server.origin(), .body = "x"},
                                Request{.method = "POST", .origin = server.origin()},
                                Request{.method = "DELETE", .origin = server.origin()}}) {
        posts = 0;
        ASSERT_TRUE(client->send({.origin = server.origin()}, {}));  // a connection to use again
        const auto response = client->send(request, {});
        ASSERT_FALSE(response);
        EXPECT_EQ(response.error().kind, ErrorKind::Unavailable);
        EXPECT_EQ(response.error().code, transport_code::connection_broken);
        EXPECT_EQ(posts, 1) << request.method << " " << request.body;
    }
}

TEST(Client, GivesUpInTime) {
    std::vector<Responder> kept;
    TestServer server([&](const Request&, Responder responder) { kept.push_back(responder); });
    const auto client = make_client({.timeout = std::chrono::milliseconds(100)});
    const auto response = client->send({.origin = server.origin()}, {});
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().kind, ErrorKind::Timeout);
    EXPECT_EQ(response.error().code, transport_code::timeout);
}

TEST(Client, StopsWhenAsked) {
    std::stop_source stop;
    std::vector<Responder> kept;
    TestServer server([&](const Request&, Responder responder) {
        kept.push_back(responder);
        stop.request_stop();
    });
    const auto client = make_client();
    const auto response = client->send({.origin = server.origin()}, stop.get_token());
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().kind, ErrorKind::Interrupted);
    const auto again = client->send({.origin = server.origin()}, stop.get_token());
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().kind, ErrorKind::Interrupted);
}

TEST(Client, ServesManyThreadsOverFewConnections) {
    TestServer server(echo);
    const auto client = make_client();
    std::atomic<int> good = 0;
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 8; ++thread)
            threads.emplace_back([&] {
                for (int count = 0; count < 50; ++count)
                    good += client->send({.origin = server.origin()}, {}).has_value() ? 1 : 0;
            });
    }
    EXPECT_EQ(good, 400);
}

TEST(Client, BoundsWhatItTakes) {
    TestServer server([](const Request&, Responder responder) {
        responder.send({.status = 200, .headers = {}, .body = std::string(100'000, 'x')});
    });
    const auto client = make_client({.max_body_bytes = 1000});
    EXPECT_FALSE(client->send({.origin = server.origin()}, {}));
}

TEST(Client, TellsBrokenAnswers) {
    TestServer server([](const Request&, Responder responder) {
        responder.start(200, {});
        responder.write("half");
    });
    const auto response = make_client()->send({.origin = server.origin()}, {});
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().code, transport_code::connection_broken);
}

}  // namespace
}  // namespace inland::http
