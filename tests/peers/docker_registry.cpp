// SPDX-License-Identifier: Apache-2.0
#include "tests/peers/docker_registry.h"

#include <fstream>
#include <regex>
#include <sstream>
#include <thread>

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace inland::testing {

namespace {

bool bound(int socket, sockaddr_in& address) {
    socklen_t length = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    return bind(socket, generic, length) == 0 && getsockname(socket, generic, &length) == 0;
}

bool answers(const std::string& name) {
    return run_shell("curl -s -o /dev/null http://" + name).exit_code == 0;
}

}  // namespace

int free_port() {
    const int descriptor = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    const int port = bound(descriptor, address) ? ntohs(address.sin_port) : 0;
    close(descriptor);
    return port;
}

std::pair<std::string, std::string> DockerRegistry::make_guard() const {
    const auto file = [&](std::string_view name) { return (folder_.path() / name).string(); };
    run_shell(
        fmt::format("openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=registry "
                    "-addext subjectAltName=IP:127.0.0.1 -keyout {} -out {} 2>/dev/null",
                    file("key.pem"), certificate()));
    // bcrypt of "secret".
    std::ofstream(file("passwords"))
        << "me:$2y$05$abcdefghijklmnopqrstuuOQiyCxlgf/oeuTqixKmWdcYUh4Hjl0a\n";
    return {fmt::format(", tls: {{certificate: {}, key: {}}}", certificate(), file("key.pem")),
            fmt::format("auth: {{htpasswd: {{realm: test, path: {}}}}}\n", file("passwords"))};
}

DockerRegistry::DockerRegistry(Guard guard) : name_(fmt::format("127.0.0.1:{}", free_port())) {
    const auto configuration = folder_.path() / "config.yml";
    const auto [tls, login] =
        guard == Guard::Open ? std::pair<std::string, std::string>() : make_guard();
    std::ofstream(configuration) << fmt::format(
        "version: 0.1\nlog: {{level: error}}\n{}"
        "storage: {{filesystem: {{rootdirectory: {}}}}}\nhttp: {{addr: \"{}\"{}}}\n",
        login, (folder_.path() / "data").string(), name_, tls);
    server_ = std::make_unique<BackgroundProcess>(
        std::vector<std::string>{*find_program("docker-registry"), "serve", configuration},
        Variables{}, folder_.path() / "access.log");
    constexpr int tries = 100;
    for (int i = 0; i < tries && !answers(name_); ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
}

std::vector<std::string> DockerRegistry::asked() const {
    static const std::regex line(R"re("([A-Z]+) (\S+) HTTP/1.1" (\d+))re");
    const auto log = server_->output();
    std::vector<std::string> requests;
    for (std::sregex_iterator at(log.begin(), log.end(), line), end; at != end; ++at)
        requests.push_back(fmt::format("{} {} {}", at->str(1), at->str(2), at->str(3)));
    return requests;
}

std::map<std::string, int> DockerRegistry::uploads() const {
    static const std::regex stored(R"(PUT /v2/(\S+)/blobs/uploads/\S*digest=(\S+?)(&\S*)? 201)");
    std::map<std::string, int> times;
    for (const auto& request : asked())
        if (std::smatch match; std::regex_match(request, match, stored))
            ++times[match.str(1) + " " + match.str(2)];
    return times;
}

int DockerRegistry::repeated_uploads() const {
    int repeated = 0;
    for (const auto& [blob, count] : uploads())
        repeated += count - 1;
    return repeated;
}

}  // namespace inland::testing
