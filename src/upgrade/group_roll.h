// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

/// How the machines of a self-managed group are replaced, one at a time: a new one first, then an
/// old one is cordoned, drained and terminated. What to do next follows from what AWS and the
/// cluster say alone, so that a run that was killed goes on where it was.
namespace inland::upgrade {

struct GroupSizes {
    int desired = 0;
    int maximum = 0;
    bool operator==(const GroupSizes&) const = default;

    /// As the group's tag `sizes_tag` keeps them while its machines are replaced.
    [[nodiscard]] std::string text() const;
    static std::optional<GroupSizes> parse(const std::string& text);
};

inline constexpr const char* sizes_tag = "inland.dev/sizes-before-upgrade";

enum class Age { Old, New };
enum class Cordon { Off, On };

struct GroupMachine {
    std::string id;
    Age age = Age::Old;     ///< by its image: whether it is of the newest
    std::string node;       ///< its Node's name; "" before it has joined
    bool is_ready = false;  ///< the Node says so
    Cordon cordon = Cordon::Off;
    std::size_t pods_to_move = 0;
    TimePoint launched;
};

struct Group {
    std::string name;
    GroupSizes sizes;                      ///< now
    std::optional<GroupSizes> remembered;  ///< before the machines began to be replaced
    std::vector<GroupMachine> machines;    ///< that are not on their way out, oldest first
};

/// Note how large the group is, before anything changes.
struct Remember {
    GroupSizes sizes;
};
struct Resize {
    GroupSizes sizes;
};
struct Await {
    std::string what;
};
struct CordonNode {
    std::string node;
};
struct DrainNode {
    std::string node;
};
/// `smaller`: no other machine takes its place.
struct Terminate {
    std::string machine;
    bool smaller = false;
};
/// New machines do not become nodes: back to the earlier image, without them.
struct TakeBack {
    std::vector<std::string> machines;
};
/// Give the group its bounds back; nothing remains to be remembered.
struct Restore {
    GroupSizes sizes;
};
struct RollIsOver {};

using GroupStep = std::variant<Remember, Resize, Await, CordonNode, DrainNode, Terminate, TakeBack,
                               Restore, RollIsOver>;

/// How long a new machine may take to become a Ready node.
inline constexpr auto join_patience = std::chrono::minutes(15);

/// Pure.
GroupStep next_step(const Group& group, TimePoint now);

}  // namespace inland::upgrade
