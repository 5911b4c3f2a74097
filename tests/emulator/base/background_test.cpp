// SPDX-License-Identifier: Apache-2.0
#include "emulator/background.h"

#include "tests/support/temporary_folder.h"

#include <fstream>

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace inland::emulator {
namespace {

using ::testing::HasSubstr;

/// A port that was free a moment ago.
int free_port() {
    const int descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    ::bind(descriptor, reinterpret_cast<sockaddr*>(&address), size);
    ::getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size);
    ::close(descriptor);
    return ntohs(address.sin_port);
}

/// Answers a health page, as far as start and stop look at it.
constexpr auto stand_in = R"(
import http.server, json, os, sys
class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"status": "ok", "pid": os.getpid()}).encode())
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Page).serve_forever()
)";

class BackgroundTest : public ::testing::Test {
  protected:
    void SetUp() override {
        if (std::system("python3 -c 'import http.server' >/dev/null 2>&1") != 0)
            GTEST_SKIP() << "python3 is not installed";
        std::ofstream(script_) << stand_in;
    }
    ~BackgroundTest() override { (void)stop_background(background_, *client_, clock_, {}); }

    Result<BackgroundStatus> start() {
        return start_background(
            background_,
            {"/usr/bin/env", "python3", script_.string(), std::to_string(background_.port)},
            *client_, clock_, {});
    }

    TemporaryFolder folder_;
    std::filesystem::path script_ = folder_.path() / "stand_in.py";
    Background background_{folder_.path() / "state", free_port()};
    std::unique_ptr<http::Client> client_ = http::make_client();
    SystemClock clock_;
};

TEST_F(BackgroundTest, StartsAndStops) {
    const auto started = start();
    ASSERT_TRUE(started) << started.error().message;
    const auto status = background_status(background_, *client_, {});
    ASSERT_TRUE(status);
    EXPECT_EQ(status->pid, started->pid);
    EXPECT_TRUE(std::filesystem::exists(background_.pid_file()));

    const auto again = start();
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().kind, ErrorKind::AlreadyExists);

    EXPECT_TRUE(stop_background(background_, *client_, clock_, {}));
    EXPECT_FALSE(background_status(background_, *client_, {}));
    EXPECT_FALSE(std::filesystem::exists(background_.pid_file()));
}

TEST_F(BackgroundTest, TellsWhyItEndedAtOnce) {
    const auto started = start_background(
        background_, {"/bin/sh", "-c", "echo the port is taken >&2; exit 1"}, *client_, clock_, {});
    ASSERT_FALSE(started);
    EXPECT_THAT(started.error().message, HasSubstr("the port is taken"));
    EXPECT_FALSE(std::filesystem::exists(background_.pid_file()));
}

TEST_F(BackgroundTest, DoesNotStopWhatItDidNotStart) {
    std::filesystem::create_directories(background_.folder);
    std::ofstream(background_.pid_file()) << ::getpid();
    const auto stopped = stop_background(background_, *client_, clock_, {});
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().kind, ErrorKind::NotFound);
}

TEST_F(BackgroundTest, NamesAProgramThatIsNotThere) {
    const auto started =
        start_background(background_, {"/nonexistent/inland"}, *client_, clock_, {});
    ASSERT_FALSE(started);
    EXPECT_THAT(started.error().message, HasSubstr("/nonexistent/inland"));
}

TEST(BackgroundFolder, FollowsXdg) {
    using Environment = std::map<std::string, std::string>;
    const auto folder = [](const Environment& environment) {
        return background_folder([&](const std::string& name) -> std::optional<std::string> {
            const auto found = environment.find(name);
            return found == environment.end() ? std::nullopt : std::optional(found->second);
        });
    };
    EXPECT_EQ(folder({{"XDG_STATE_HOME", "/x"}, {"HOME", "/h"}}), "/x/inland");
    EXPECT_EQ(folder({{"HOME", "/h"}}), "/h/.local/state/inland");
}

TEST(EnvironmentExports, PointAShellAtIt) {
    const auto text = environment_exports({.folder = "/x", .port = 4567}, {});
    EXPECT_THAT(text, HasSubstr("export AWS_ENDPOINT_URL=http://127.0.0.1:4567\n"));
    EXPECT_THAT(text, HasSubstr("export AWS_SECRET_ACCESS_KEY=test\n"));
    EXPECT_THAT(text, HasSubstr("unset AWS_PROFILE AWS_SESSION_TOKEN\n"));
}

}  // namespace
}  // namespace inland::emulator
