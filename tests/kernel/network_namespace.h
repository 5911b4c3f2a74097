// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/kernel/descriptor.h"

#include <optional>
#include <string>
#include <vector>

namespace inland::kernel {

/// A network namespace of this process's own making, with nothing in it but a loopback. It ends
/// with this object, and with it all its devices, filters and tracked connections. Failures throw
/// std::runtime_error.
class NetworkNamespace {
  public:
    NetworkNamespace();

    /// By which ip(8) finds it.
    [[nodiscard]] std::string path() const;
    [[nodiscard]] int descriptor() const { return descriptor_.get(); }

    /// Runs `ip -batch` with these lines inside.
    void configure_links(const std::string& lines) const;
    /// Runs `nft -f` with this text inside.
    void configure_filters(const std::string& text) const;
    /// Sets a parameter of sysctl(8), "net/ipv4/ip_forward".
    void set_parameter(const std::string& name, const std::string& value) const;

  private:
    void run(const std::vector<std::string>& command, const std::string& input) const;

    Descriptor descriptor_;
};

/// The calling thread is in the namespace as long as this lives; sockets that it opens stay there.
class Inside {
  public:
    explicit Inside(const NetworkNamespace& there);
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;
    ~Inside();

  private:
    Descriptor before_;
};

/// Why this machine cannot judge: not root, no namespaces, no nft, …
std::optional<std::string> missing_ability();

}  // namespace inland::kernel
