// SPDX-License-Identifier: Apache-2.0
#include "emulator/journal.h"

#include "tests/support/temporary_folder.h"

#include <csignal>
#include <fstream>
#include <random>

#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

namespace inland::emulator {
namespace {

using ::testing::HasSubstr;

const TimePoint noon{std::chrono::seconds(1'800'000'000)};

RecordKey record(std::int64_t number) {
    return {{"123456789012", "eu-central-1"}, "ec2:vpc", std::to_string(number)};
}

std::vector<Change> putting(std::int64_t number) {
    return {{record(number), json::object{{"n", number}}}};
}

/// The saved state; `unwrap` because a test cannot go on without it.
SavedState load(const TemporaryFolder& folder) {
    const auto journal = Journal::open(folder.path());
    EXPECT_TRUE(journal) << journal.error().message;
    auto state = (*journal)->load();
    EXPECT_TRUE(state) << state.error().message;
    return std::move(*state);
}

TEST(Journal, KeepsRecordsAndTimeOverARestart) {
    const TemporaryFolder folder;
    {
        const auto journal = *Journal::open(folder.path());
        ASSERT_TRUE(journal->append(putting(1), noon));
        ASSERT_TRUE(journal->append({{record(2), json::object{{"text", "é\n\"\\"}}},
                                     {record(1), std::nullopt},
                                     {record(3), json::object{}}},
                                    noon + std::chrono::hours(1)));
    }
    for (int restart = 0; restart < 3; ++restart) {
        const auto state = load(folder);
        EXPECT_EQ(state.records.size(), 2U);
        EXPECT_EQ(state.records.at(record(2)).at("text"), "é\n\"\\");
        EXPECT_EQ(state.emulated_now, noon + std::chrono::hours(1));
    }
}

TEST(Journal, BeginsEmpty) {
    const TemporaryFolder folder;
    const auto state = load(folder);
    EXPECT_TRUE(state.records.empty());
    EXPECT_FALSE(state.emulated_now);
}

TEST(Journal, IsCompactedAtStart) {
    const TemporaryFolder folder;
    {
        const auto journal = *Journal::open(folder.path());
        for (int turn = 0; turn < 2000; ++turn)
            ASSERT_TRUE(journal->append(putting(1), noon));
    }
    (void)load(folder);
    const auto size = std::filesystem::file_size(folder.path() / "state.sqlite");
    EXPECT_LT(size, 300'000U);
    const auto database = Sqlite::open(folder.path() / "state.sqlite");
    EXPECT_EQ(const_cast<Sqlite&>(*database).number("SELECT count(*) FROM change"), 1);
}

TEST(Journal, BelongsToOneEmulatorAtATime) {
    const TemporaryFolder folder;
    const auto first = Journal::open(folder.path());
    ASSERT_TRUE(first);
    const auto second = Journal::open(folder.path());
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().kind, ErrorKind::Unavailable);
    EXPECT_THAT(second.error().message, HasSubstr("in use by another emulator"));
}

TEST(Journal, RefusesWhatIsNotItsOwn) {
    const TemporaryFolder folder;
    std::ofstream(folder.path() / "state.sqlite") << std::string(10'000, 'x');
    const auto garbage = Journal::open(folder.path());
    ASSERT_FALSE(garbage);
    EXPECT_EQ(garbage.error().kind, ErrorKind::InvalidInput);
    EXPECT_THAT(garbage.error().message, HasSubstr("damaged"));

    std::filesystem::remove(folder.path() / "state.sqlite");
    ASSERT_TRUE(Sqlite::open(folder.path() / "state.sqlite")->execute("CREATE TABLE a (b)"));
    const auto foreign = Journal::open(folder.path());
    ASSERT_FALSE(foreign);
    EXPECT_THAT(foreign.error().message, HasSubstr("somebody else's"));
}

TEST(Journal, RefusesANewerFormat) {
    const TemporaryFolder folder;
    (void)load(folder);
    ASSERT_TRUE(Sqlite::open(folder.path() / "state.sqlite")->execute("PRAGMA user_version = 99"));
    const auto newer = Journal::open(folder.path());
    ASSERT_FALSE(newer);
    EXPECT_THAT(newer.error().message, HasSubstr("format 99"));
}

TEST(Journal, NamesAFolderThatCannotBe) {
    const auto journal = Journal::open("/dev/null/state");
    ASSERT_FALSE(journal);
    EXPECT_THAT(journal.error().message, HasSubstr("/dev/null/state"));
}

/// Writes one number after the other, and to the pipe each that append() has taken.
[[noreturn]] void write_for_ever(const std::filesystem::path& folder, int pipe) {
    const auto journal = Journal::open(folder);
    if (!journal || !(*journal)->load())
        ::_exit(1);
    for (std::int64_t number = 0;; ++number)
        if (!(*journal)->append(putting(number), noon) ||
            ::write(pipe, &number, sizeof number) != sizeof number)
            ::_exit(1);
}

std::int64_t last_number_from(int pipe) {
    std::int64_t number = -1;
    for (std::int64_t next = 0; ::read(pipe, &next, sizeof next) == sizeof next;)
        number = next;
    return number;
}

TEST(Journal, LosesNothingThatWasTakenWhenItsProcessIsKilled) {
    std::mt19937 random(7);
    for (int round = 0; round < 10; ++round) {
        const TemporaryFolder folder;
        std::array<int, 2> pipe{};
        ASSERT_EQ(::pipe(pipe.data()), 0);
        const pid_t child = ::fork();
        if (child == 0)
            write_for_ever(folder.path(), pipe[1]);
        ::close(pipe[1]);
        ::usleep(std::uniform_int_distribution<unsigned>(10'000, 60'000)(random));
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        const auto last = last_number_from(pipe[0]);
        ::close(pipe[0]);
        const auto state = load(folder);
        for (std::int64_t number = 0; number <= last; ++number)
            ASSERT_TRUE(state.records.contains(record(number))) << number << " of " << last;
    }
}

/// A state folder as a crash in the middle of writing may leave it: its files, cut somewhere.
void copy_cut(const std::filesystem::path& from, const std::filesystem::path& to,
              std::mt19937& random) {
    for (const auto& entry : std::filesystem::directory_iterator(from)) {
        const auto target = to / entry.path().filename();
        std::filesystem::copy_file(entry.path(), target,
                                   std::filesystem::copy_options::overwrite_existing);
        const auto size = std::filesystem::file_size(target);
        if (entry.path().filename() != "state.sqlite-shm")
            std::filesystem::resize_file(
                target, std::uniform_int_distribution<std::uintmax_t>(0, size)(random));
    }
}

TEST(Journal, OpensOrRefusesFilesThatWereCutAnywhere) {
    const TemporaryFolder whole;
    const auto journal = *Journal::open(whole.path());
    for (std::int64_t number = 0; number < 300; ++number)
        ASSERT_TRUE(journal->append(putting(number), noon));
    std::mt19937 random(11);
    for (int round = 0; round < 60; ++round) {
        const TemporaryFolder cut;
        copy_cut(whole.path(), cut.path(), random);
        const auto opened = Journal::open(cut.path());
        if (!opened) {
            EXPECT_THAT(opened.error().message, HasSubstr(cut.path().string()));
            continue;
        }
        if (const auto state = (*opened)->load(); !state) {
            EXPECT_THAT(state.error().message, HasSubstr(cut.path().string()));
        }
    }
}

}  // namespace
}  // namespace inland::emulator
