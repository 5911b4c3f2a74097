// SPDX-License-Identifier: Apache-2.0
// Bodies that are never held in memory: received piecemeal, sent from files.
#include "http/client.h"
#include "tests/http/raw_socket.h"
#include "tests/http/test_server.h"

#include <filesystem>
#include <fstream>
#include <future>

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace inland::http {
namespace {

using ::testing::HasSubstr;

/// Answers with how many bytes came, and in the largest of how many at once.
class Counter final : public BodyReceiver {
  public:
    void receive(std::string_view bytes) override {
        total_ += bytes.size();
        largest_ = std::max(largest_, bytes.size());
    }
    void finish(Responder responder) override {
        responder.send({.body = fmt::format("{} {}", total_, largest_ <= std::size_t{64} * 1024)});
    }

  private:
    std::size_t total_ = 0;
    std::size_t largest_ = 0;
};

std::unique_ptr<BodyReceiver> count_uploads(const Request& head) {
    return head.target == "/upload" ? std::make_unique<Counter>() : nullptr;
}

ServerOptions counting() {
    return {.max_body_bytes = 1024, .receiver = count_uploads};
}

TEST(LargeBody, IsReceivedPiecemealWhateverItsLength) {
    TestServer server(echo, {}, counting());
    const auto client = make_client();
    const std::string body(5'000'000, 'x');
    const auto response = client->send(
        {.method = "PUT", .origin = server.origin(), .target = "/upload", .body = body}, {});
    ASSERT_TRUE(response) << response.error().message;
    EXPECT_EQ(response->body, "5000000 true");
}

TEST(LargeBody, IsReceivedInChunksTooAndLeavesTheConnectionUsable) {
    TestServer server(echo, {}, counting());
    RawSocket peer(server.port());
    peer.write(
        "PATCH /upload HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
        "3\r\nabc\r\n");
    peer.write("2\r\nde\r\n0\r\n\r\n");
    EXPECT_THAT(peer.read_until("5 true"), HasSubstr("200 OK"));
    peer.write("GET /after HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_THAT(peer.read_until("/after"), HasSubstr("200 OK"));
}

TEST(LargeBody, IsRefusedWhereNobodyReceivesIt) {
    TestServer server(echo, {}, counting());
    RawSocket peer(server.port());
    peer.write("PUT /other HTTP/1.1\r\nHost: x\r\nContent-Length: 1025\r\n\r\n");
    EXPECT_THAT(peer.read_until("\r\n"), HasSubstr("413"));
    RawSocket chunked(server.port());
    chunked.write("PUT /other HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n401\r\n");
    EXPECT_THAT(chunked.read_until("\r\n"), HasSubstr("413"));
}

TEST(LargeBody, OfAPeerThatGoesAwayIsDropped) {
    std::promise<void> gone;
    class Watched final : public BodyReceiver {
      public:
        explicit Watched(std::promise<void>& gone) : gone_(gone) {}
        ~Watched() override { gone_.set_value(); }
        Watched(const Watched&) = delete;
        Watched& operator=(const Watched&) = delete;
        void receive(std::string_view) override {}
        void finish(Responder) override {}

      private:
        std::promise<void>& gone_;
    };
    TestServer server(
        echo, {}, {.receiver = [&](const Request&) { return std::make_unique<Watched>(gone); }});
    {
        RawSocket peer(server.port());
        peer.write("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc");
    }
    EXPECT_EQ(gone.get_future().wait_for(std::chrono::seconds(5)), std::future_status::ready);
}

/// A file of 1,000,000 bytes whose content says where they stand.
class NumberedFile {
  public:
    NumberedFile()
        : path_(std::filesystem::temp_directory_path() / fmt::format("inland-file-{}", getpid())) {
        for (int row = 0; row < 100'000; ++row)
            content_ += fmt::format("{:09}\n", row);
        std::ofstream(path_, std::ios::binary) << content_;
    }
    ~NumberedFile() { std::filesystem::remove(path_); }
    NumberedFile(const NumberedFile&) = delete;
    NumberedFile& operator=(const NumberedFile&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[nodiscard]] const std::string& content() const { return content_; }

  private:
    std::filesystem::path path_;
    std::string content_;
};

TEST(FileAnswer, HoldsTheBytesOfTheRange) {
    const NumberedFile file;
    TestServer server([&](const Request&, Responder responder) {
        responder.send_file({.status = 206, .headers = {}, .body = {}}, {file.path(), 10, 900'000});
    });
    const auto client = make_client();
    for (int round = 0; round < 2; ++round) {
        const auto response = client->send({.origin = server.origin()}, {});
        ASSERT_TRUE(response) << response.error().message;
        EXPECT_EQ(response->status, 206);
        EXPECT_TRUE(response->body == file.content().substr(10, 900'000));
    }
    RawSocket peer(server.port());
    peer.write("HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    const auto head = peer.read_all();
    EXPECT_THAT(head, HasSubstr("Content-Length: 900000\r\n"));
    EXPECT_TRUE(head.ends_with("\r\n\r\n"));
}

TEST(FileAnswer, SaysSoWhenTheFileIsNotThere) {
    TestServer server([&](const Request&, Responder responder) {
        responder.send_file({}, {"/nowhere/at/all", 0, 1});
    });
    RawSocket peer(server.port());
    peer.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_THAT(peer.read_until("\r\n"), HasSubstr("500"));
}

TEST(FileAnswer, BreaksTheConnectionWhenTheFileIsShorterThanSaid) {
    const NumberedFile file;
    TestServer server([&](const Request&, Responder responder) {
        responder.send_file({}, {file.path(), 0, 2'000'000});
    });
    EXPECT_FALSE(make_client()->send({.origin = server.origin()}, {}));
}

}  // namespace
}  // namespace inland::http
