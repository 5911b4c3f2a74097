// SPDX-License-Identifier: Apache-2.0
#include "tests/support/embedded_aws.h"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace inland::testing {

EmbeddedAwsProcess::EmbeddedAwsProcess(std::string speed) : speed_(std::move(speed)) {
    serve(port_);
}

void EmbeddedAwsProcess::restart() {
    kill();
    serve(port_);
}

void EmbeddedAwsProcess::restart_with(const std::string& knowledge) {
    more_arguments_ = {"--knowledge", knowledge};
    restart();
}

void EmbeddedAwsProcess::serve(const std::string& port) {
    const auto log = folder_.path() / "server.log";
    std::filesystem::remove(log);
    std::vector<std::string> command{INLAND_BINARY, "aws",     "serve",
                                     "--port",      port,      "--speed",
                                     speed_,        "--state", (folder_.path() / "state").string()};
    command.insert(command.end(), more_arguments_.begin(), more_arguments_.end());
    server_ = std::make_unique<BackgroundProcess>(command, Variables{}, log);
    const auto line = server_->line_with("http://127.0.0.1:");
    if (!line)
        throw std::runtime_error("the embedded AWS did not start: " + server_->output());
    port_ = line->substr(line->rfind(':') + 1);
}

Variables EmbeddedAwsProcess::variables() const {
    return {{"AWS_ENDPOINT_URL", url()},
            {"AWS_ACCESS_KEY_ID", "123456789012"},
            {"AWS_SECRET_ACCESS_KEY", "test"},
            {"AWS_REGION", "eu-central-1"},
            {"AWS_DEFAULT_REGION", "eu-central-1"},
            {"HOME", folder_.path().string()},
            {"KUBECONFIG", (folder_.path() / "kubeconfig").string()}};
}

ProcessResult EmbeddedAwsProcess::inland(std::vector<std::string> arguments,
                                         std::chrono::seconds limit) const {
    arguments.insert(arguments.begin(), INLAND_BINARY);
    return run_process(arguments, variables(), limit);
}

ProcessResult EmbeddedAwsProcess::run(const std::vector<std::string>& command) const {
    return run_process(command, variables());
}

std::string EmbeddedAwsProcess::write(const std::string& name, const std::string& text) const {
    const auto path = folder_.path() / name;
    std::ofstream(path) << text;
    return path.string();
}

std::string example_spec(const std::string& from, const std::string& to) {
    std::ifstream file(std::string(INLAND_SOURCE_DIR) + "/examples/private.yaml");
    std::ostringstream text;
    text << file.rdbuf();
    auto spec = text.str();
    if (from.empty())
        return spec;
    const auto place = spec.find(from);
    if (place == spec.npos)
        throw std::runtime_error("the example has no \"" + from + "\"");
    return spec.replace(place, from.size(), to);
}

}  // namespace inland::testing
