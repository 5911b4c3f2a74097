// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/forwarded_name.h"

#include "coredns/forwards.h"
#include "emulator/cluster/name_answer.h"
#include "prove/packets/connect.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

using prove::Answer;
using prove::AnswerKind;

/// One question of CoreDNS's.
class Asking {
  public:
    Asking(const World& world, const ObservedNetwork& observed, const Somebody& coredns)
        : world_(world), observed_(observed), coredns_(coredns) {}

    Answer ask(const std::vector<coredns::ForwardServer>& servers, std::string_view name) {
        for (const auto& server : servers)
            if (reaches(server)) {
                answer_.asked = server.address;
                return asked_client(world_, std::move(answer_), server.address, name);
            }
        answer_.kind = AnswerKind::NoResolver;
        return std::move(answer_);
    }

  private:
    bool reaches(const coredns::ForwardServer& server) {
        static constexpr std::array<std::string_view, 2> protocols{"udp", "tcp"};
        const auto from = party_of(observed_, coredns_);
        const auto to = prove::party_at(observed_.network, server.address);
        if (!from || !to)
            return false;
        for (const auto protocol : protocols)
            if (!opens(prove::connect(observed_.network, *from, *to, protocol, server.port),
                       server))
                return false;
        return true;
    }

    bool opens(const prove::Connection& connection, const coredns::ForwardServer& server) {
        answer_.steps.push_back(
            fmt::format("{} asks {}:{}", coredns_.place.name, server.address.text(), server.port));
        answer_.steps.insert(answer_.steps.end(), connection.path.begin(), connection.path.end());
        answer_.causes.insert(answer_.causes.end(), connection.causes.begin(),
                              connection.causes.end());
        return connection.outcome == prove::Outcome::Holds;
    }

    const World& world_;
    const ObservedNetwork& observed_;
    const Somebody& coredns_;
    Answer answer_;
};

}  // namespace

std::optional<Answer> forwarded_answer(World& world, const Scope& scope,
                                       const ObservedNetwork& observed, const Somebody& somebody,
                                       std::string_view name) {
    if (somebody.cluster.empty())
        return std::nullopt;
    const auto coredns = coredns_of(world, scope, observed, somebody.cluster);
    const auto corefile = coredns::parse_corefile(coredns ? coredns->corefile : "");
    const auto forwards =
        corefile ? coredns::forwards_of(*corefile) : std::vector<coredns::Forward>();
    const auto* const forward = coredns::forward_for(forwards, name);
    if (forward == nullptr)
        return std::nullopt;
    return Asking(world, observed, coredns->pod).ask(forward->servers, name);
}

}  // namespace inland::emulator
