// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/name_answer.h"

#include "emulator/services/client_names.h"
#include "prove/cause_kinds.h"
#include "prove/names/resolver.h"

#include <fmt/format.h>

namespace inland::emulator {

namespace {

using prove::Answer;
using prove::AnswerKind;

Answer with_address(Answer answer, Ipv4Address address, std::string step) {
    answer.kind = AnswerKind::Addresses;
    answer.addresses = {address};
    answer.causes.clear();
    answer.steps.push_back(std::move(step));
    return answer;
}

}  // namespace

Answer asked_client(const World& world, Answer answer, Ipv4Address asked, std::string_view name) {
    if (const auto address = client_address_of(world, name, asked))
        return with_address(std::move(answer), *address,
                            fmt::format("{} answers with {}", asked.text(), address->text()));
    answer.kind = AnswerKind::NotFound;
    answer.causes = {prove::cause_of(prove::cause_kind::name_not_found, asked.text(),
                                     fmt::format("it knows no {}", name))};
    return answer;
}

Answer answer_for(const World& world, const prove::Network& network, const prove::Place& from,
                  std::string_view name) {
    auto answer = prove::resolve(network, from, name);
    if (const auto asked = answer.asked)
        return asked_client(world, std::move(answer), *asked, name);
    const bool asks_own_servers =
        from.kind == prove::PlaceKind::Client && answer.kind == AnswerKind::Public;
    const auto told = asks_own_servers ? told_address_of(world, name) : std::nullopt;
    return told ? with_address(std::move(answer), *told, "the client's own name server answers")
                : answer;
}

}  // namespace inland::emulator
