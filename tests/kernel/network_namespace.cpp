// SPDX-License-Identifier: Apache-2.0
#include "tests/kernel/network_namespace.h"

#include "tests/support/process.h"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <sched.h>
#include <unistd.h>

namespace inland::kernel {

namespace {

Descriptor current_namespace() {
    return Descriptor(open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC));
}

void enter(int descriptor) {
    if (setns(descriptor, CLONE_NEWNET) != 0)
        throw std::system_error(errno, std::generic_category(), "cannot enter a network namespace");
}

}  // namespace

NetworkNamespace::NetworkNamespace() {
    const Descriptor before = current_namespace();
    if (unshare(CLONE_NEWNET) != 0)
        throw std::system_error(errno, std::generic_category(), "cannot make a network namespace");
    descriptor_ = current_namespace();
    enter(before.get());
}

std::string NetworkNamespace::path() const {
    return fmt::format("/proc/{}/fd/{}", getpid(), descriptor());
}

void NetworkNamespace::configure_links(const std::string& lines) const {
    run({"ip", "-batch"}, lines);
}

void NetworkNamespace::configure_filters(const std::string& text) const {
    run({"nft", "-f"}, text);
}

void NetworkNamespace::set_parameter(const std::string& name, const std::string& value) const {
    const Inside inside(*this);
    std::ofstream file("/proc/sys/" + name);
    if (!(file << value << std::flush))
        throw std::runtime_error("cannot set " + name);
}

void NetworkNamespace::run(const std::vector<std::string>& command,
                           const std::string& input) const {
    const TemporaryFolder folder;
    const std::string file = folder.path() / "input";
    std::ofstream(file) << input;
    auto whole = command;
    whole.push_back(file);
    const Inside inside(*this);
    const auto result = testing::run_process(whole, {});
    if (result.exit_code != 0)
        throw std::runtime_error(
            fmt::format("{} failed: {}{}\n{}", command.front(), result.out, result.err, input));
}

Inside::Inside(const NetworkNamespace& there) : before_(current_namespace()) {
    enter(there.descriptor());
}

Inside::~Inside() {
    setns(before_.get(), CLONE_NEWNET);
}

std::optional<std::string> missing_ability() {
    if (geteuid() != 0)
        return "network namespaces need root";
    for (const auto& [program, package] :
         {std::pair("ip", "iproute2"), std::pair("nft", "nftables")})
        if (!testing::find_program(program))
            return fmt::format("there is no {} on PATH (Debian's {})", program, package);
    try {
        const NetworkNamespace trial;
        trial.set_parameter("net/ipv4/ip_forward", "1");
        trial.configure_links(
            "link add one type veth peer name other\n"
            "link add bridge type bridge\n"
            "rule add iif bridge lookup 100\n");
        trial.configure_filters(
            "table ip trial {\n chain input {\n"
            "type filter hook input priority 0\n"
            "ct state established accept\n}\n}\n");
    } catch (const std::runtime_error& failure) {
        return fmt::format("this kernel does not do it: {}", failure.what());
    }
    return std::nullopt;
}

}  // namespace inland::kernel
