#include "services/names/sound.h"

#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/names/closeness.h"

namespace plenary::names {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> Words(absl::string_view text) { return absl::StrSplit(text, ' '); }

struct SpellingsCase {
  const char* label;
  const char* spellings;  // with blanks between
};

void PrintTo(const SpellingsCase& c, std::ostream* os) { *os << c.label; }

class OneName : public testing::TestWithParam<SpellingsCase> {};

TEST_P(OneName, SoundsTheSameInEverySpelling) {
  const std::vector<std::string> spellings = Words(GetParam().spellings);
  for (const std::string& spelling : spellings) {
    EXPECT_EQ(SoundOf(spelling), SoundOf(spellings[0])) << spelling;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Names, OneName,
    testing::Values(
        SpellingsCase{"Kovalev",
                      "Ковалёв Ковалев КОВАЛЕВ Кавалёў KAVALIOU Kavaleu Kovalev Kovalyov Kovaljov"},
        SpellingsCase{"Ivanov", "Иванов Иваноў Ivanov Ivanou Iwanow Ivanoff"},
        SpellingsCase{"Sergei", "Сергей Сяргей Siarhei Sergey Sergei Sergej Sierhiej"},
        SpellingsCase{"Dmitri", "Дмитрий Дзмітрый Dzmitry Dmitri Dmitriy Dmitrii Dmitry"},
        SpellingsCase{"Yauhen", "Яўген Yauhen Iauhen Jauhien"},
        SpellingsCase{"Evgeny", "Евгений Evgeny Evgenii Yevgeniy Jewgenij"},
        SpellingsCase{"Shcherbakov",
                      "Щербаков Шчарбакоў Shcherbakov Shcharbakou Scherbakov Ščerbakov"},
        SpellingsCase{"Natalia", "Наталья Наталия Наталля Natallia Natalya Natalia Nataliia"},
        SpellingsCase{"Yulia", "Юлия Юлія Yuliya Iuliia Yulia Julia"},
        SpellingsCase{"Yury", "Юрий Юрый Yury Iurii Yuri Jurij Jury"},
        SpellingsCase{"Aleksandr", "Александр Аляксандр Aliaksandr Aleksandr Alexandr"},
        SpellingsCase{"Aleksei", "Алексей Аляксей Aliaksei Alexey Aleksei Alexej"},
        SpellingsCase{"Vladimir", "Владимир Уладзімір Uladzimir Vladimir Wladimir"},
        SpellingsCase{"Khristoforov", "Хрыстафораў Христофоров Khristoforov Christoforov"},
        SpellingsCase{"Tsvetkova", "Цветкова Цвяткова Tsvetkova Tzvetkova"},
        SpellingsCase{"Tchaikovsky",
                      "Чайковский Чайкоўскі Tchaikovsky Chaykovskiy Chaikovskii Tschaikowski"},
        SpellingsCase{"Solovyov", "Соловьёв Соловьев Салаўёў Solovyov Soloviev Salauyou Salauiou"},
        SpellingsCase{"Lukashenka", "Лукашэнка Лукашенко Lukashenka Łukašenka"},
        SpellingsCase{"Petrovich", "Петрович Пятровіч Petrovich Petrović Petrovič Petrovic"},
        SpellingsCase{"Dzerzhinsky", "Дзержинский Дзяржынскі Dzerzhinsky Dziarzhynski"},
        SpellingsCase{"Elena", "Елена Алена Elena Yelena Alena Jelena"},
        SpellingsCase{"Zhang", "张 Zhang Чжан"}, SpellingsCase{"Wei", "伟 Wei Вэй"},
        SpellingsCase{"Xi", "习 Xi Си"}, SpellingsCase{"Li", "李 Li Ли"},
        SpellingsCase{"Qiang", "强 Qiang Цян"}, SpellingsCase{"Wang", "王 Wang Ван"},
        SpellingsCase{"Xiaoming", "小明 Xiaoming Сяомин"},
        SpellingsCase{"Ouyang", "欧阳 歐陽 Ouyang Оуян"}, SpellingsCase{"Liu", "刘 Liu Лю"},
        SpellingsCase{"Wu", "吴 Wu У"}, SpellingsCase{"Cao", "曹 Cao Цао"},
        SpellingsCase{"Xu", "徐 Xu Сюй"}, SpellingsCase{"Yu", "于 Yu Юй"},
        SpellingsCase{"You", "游 You Ю"}, SpellingsCase{"Hui", "惠 Hui Хуэй"},
        SpellingsCase{"Dong", "董 Dong Дун"}, SpellingsCase{"Guo", "郭 Guo Го"},
        SpellingsCase{"Jiang", "蒋 Jiang Цзян"}, SpellingsCase{"Lü", "吕 Lü Lyu Люй"},
        SpellingsCase{"Zhou", "周 Zhou Чжоу"}),
    [](const auto& test) { return "Spellings" + std::to_string(test.index); });

class NearlyOneName : public testing::TestWithParam<SpellingsCase> {};

TEST_P(NearlyOneName, SoundsCloseInEverySpelling) {
  const std::vector<std::string> spellings = Words(GetParam().spellings);
  for (const std::string& spelling : spellings) {
    EXPECT_TRUE(SoundsClose(SoundOf(spelling), SoundOf(spellings[0])))
        << spelling << " " << SoundOf(spelling) << ", " << SoundOf(spellings[0]);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Names, NearlyOneName,
    testing::Values(SpellingsCase{"Yauhen", "Евгений Яўген Yauhen Iauhen Evgeny Yevgeniy"},
                    SpellingsCase{"Alexander", "Александр Аляксандр Aliaksandr Alexander"},
                    SpellingsCase{"Volha", "Ольга Вольга Olga Volha"},
                    SpellingsCase{"Tatsiana", "Татьяна Таццяна Tatsiana Tatiana Tatyana"},
                    SpellingsCase{"Katsiaryna", "Екатерина Кацярына Katsiaryna Ekaterina"},
                    SpellingsCase{"KovalevInChinese", "Kovalev 科瓦廖夫"},
                    SpellingsCase{"IvanovInChinese", "Ivanov 伊万诺夫"},
                    SpellingsCase{"WomenAndMen", "Иванов Иванова"},
                    SpellingsCase{"Slips", "Щербаков Щебаков Щербакво Щербоков"}),
    [](const auto& test) { return std::string(test.param.label); });

class TwoNames : public testing::TestWithParam<SpellingsCase> {};

TEST_P(TwoNames, DontSoundClose) {
  const std::vector<std::string> names = Words(GetParam().spellings);
  EXPECT_FALSE(SoundsClose(SoundOf(names[0]), SoundOf(names[1])))
      << SoundOf(names[0]) << ", " << SoundOf(names[1]);
}

INSTANTIATE_TEST_SUITE_P(Names, TwoNames,
                         testing::Values(SpellingsCase{"OneBeginning", "Иванов Петров"},
                                         SpellingsCase{"OneEnding", "Козлов Орлов"},
                                         SpellingsCase{"LiLiu", "Ли Лю"},
                                         SpellingsCase{"WangZhang", "Wang Zhang"},
                                         SpellingsCase{"AnnaHanna", "Анна Инна"},
                                         SpellingsCase{"SmirnovSidorov", "Смирнов Сидоров"}),
                         [](const auto& test) { return std::string(test.param.label); });

TEST(SoundOf, KeysStayAsTheyAreStored) {
  EXPECT_EQ(SoundOf("Ковалёв"), "kavalav");
  EXPECT_EQ(SoundOf("Шчарбакоў"), "sarbakav");
  EXPECT_EQ(SoundOf("Zhang"), "zan");
  EXPECT_EQ(SoundOf("Xiaoming"), "samin");
  EXPECT_EQ(SoundOf("O'Neill"), "anail");
}

// The syllables of Chinese names as passports and as Russian texts (Palladius) spell them. Those
// with r, which is ж there, and the rare can, cun and que sound otherwise.
TEST(SoundOf, PinyinSoundsLikeItsRussianSpelling) {
  const std::vector<std::string> spellings = Words(
      "an ань ang ан ba ба bai бай ban бань bang бан bao бао bei бэй ben бэнь beng бэн bi би "
      "bian бянь biao бяо bin бинь bing бин bo бо bu бу cai цай cang цан cao цао cen цэнь "
      "ceng цэн chai чай chan чань chang чан chao чао che чэ chen чэнь cheng чэн chi чи "
      "chong чун chou чоу chu чу chuan чуань chuang чуан chun чунь chuo чо cong цун cui цуй "
      "da да dai дай dan дань dang дан dao дао de дэ deng дэн di ди dian дянь diao дяо "
      "ding дин dong дун dou доу du ду duan дуань dui дуй dun дунь duo до e э en энь er эр "
      "fa фа fan фань fang фан fei фэй fen фэнь feng фэн fo фо fou фоу fu фу ga га gai гай "
      "gan гань gang ган gao гао ge гэ gen гэнь geng гэн gong гун gou гоу gu гу gua гуа "
      "guai гуай guan гуань guang гуан gui гуй gun гунь guo го ha ха hai хай han хань hang хан "
      "hao хао he хэ hei хэй heng хэн hong хун hou хоу hu ху hua хуа huai хуай huan хуань "
      "huang хуан hui хуэй hun хунь huo хо ji цзи jia цзя jian цзянь jiang цзян jiao цзяо "
      "jie цзе jin цзинь jing цзин jiong цзюн jiu цзю ju цзюй juan цзюань jue цзюэ jun цзюнь "
      "kai кай kang кан ke кэ kong кун kou коу ku ку kuai куай kuan куань kuang куан kui куй "
      "kun кунь kuo ко lai лай lan лань lang лан lao лао le лэ lei лэй leng лэн li ли "
      "lian лянь liang лян liao ляо lie ле lin линь ling лин liu лю long лун lou лоу lu лу "
      "luan луань lun лунь luo ло lü люй ma ма mai май man мань mang ман mao мао mei мэй "
      "men мэнь meng мэн mi ми mian мянь miao мяо min минь ming мин mo мо mou моу mu му na на "
      "nan нань nao нао ni ни nian нянь nie не ning нин niu ню nong нун nu ну nuo но ou оу "
      "pan пань pang пан pei пэй peng пэн pi пи pian пянь ping пин pu пу qi ци qian цянь "
      "qiang цян qiao цяо qie це qin цинь qing цин qiong цюн qiu цю qu цюй quan цюань qun цюнь "
      "sa са san сань sang сан sen сэнь sha ша shan шань shang шан shao шао she шэ shen шэнь "
      "sheng шэн shi ши shou шоу shu шу shuai шуай shuang шуан shui шуй shun шунь shuo шо "
      "si сы song сун su су sui суй sun сунь suo со tai тай tan тань tang тан tao тао teng тэн "
      "tian тянь tie те ting тин tong тун tu ту tuo то wan вань wang ван wei вэй wen вэнь "
      "weng вэн wo во wu у xi си xia ся xian сянь xiang сян xiao сяо xie се xin синь xing син "
      "xiong сюн xiu сю xu сюй xuan сюань xue сюэ xun сюнь ya я yan янь yang ян yao яо ye е "
      "yi и yin инь ying ин yong юн you ю yu юй yuan юань yue юэ yun юнь zai цзай zan цзань "
      "zao цзао ze цзэ zeng цзэн zhai чжай zhan чжань zhang чжан zhao чжао zhe чжэ zhen чжэнь "
      "zheng чжэн zhi чжи zhong чжун zhou чжоу zhu чжу zhuang чжуан zhuo чжо zi цзы zong цзун "
      "zou цзоу zu цзу zuo цзо Xiaoping Сяопин Jinping Цзиньпин Zedong Цзэдун Enlai Эньлай "
      "Qingdao Циндао Xiaoxia Сяося Wenxuan Вэньсюань Jianguo Цзяньго Guoqiang Гоцян "
      "Yifei Ифэй Xinyi Синьи Yanyan Яньянь Mengyao Мэнъяо Zhiyuan Чжиюань Zixuan Цзысюань "
      "Yuhan Юйхань Weiguo Вэйго Lingling Линлин Chunhua Чуньхуа Dongmei Дунмэй Jiayi Цзяи "
      "Shihui Шихуэй");
  for (size_t i = 0; i + 1 < spellings.size(); i += 2) {
    EXPECT_EQ(SoundOf(spellings[i]), SoundOf(spellings[i + 1])) << spellings[i];
  }
}

TEST(SoundOf, OtherScriptsSoundLikeTheirLatin) {
  EXPECT_EQ(SoundOf("Γιώργος"), SoundOf("Giorgos"));
  EXPECT_EQ(SoundOf("იოსებ"), SoundOf("Ioseb"));
  EXPECT_EQ(SoundOf("김철수"), SoundOf("Gimcheolsu"));
  EXPECT_EQ(SoundOf("Ｉｖａｎ"), SoundOf("Ivan"));
  EXPECT_EQ(SoundOf("Nguyễn"), SoundOf("Nguyen"));
}

TEST(SoundOf, NothingThatIsNotALetterHasASound) {
  EXPECT_EQ(SoundOf(""), "");
  EXPECT_EQ(SoundOf(" -'№1 "), "");
  EXPECT_EQ(SoundOf("Ь"), "");
  EXPECT_EQ(SoundOf("Ива\u200Bнов"), SoundOf("Иванов"));
  EXPECT_EQ(SoundOf("Дар'я"), SoundOf("Дарья"));
  // A letter with its mark apart.
  EXPECT_EQ(SoundOf("Евгении\u0306"), SoundOf("Евгений"));
}

TEST(SoundWords, ComeInTheOrderOfTheText) {
  EXPECT_THAT(SoundWords("Иванова-Петрова, Анна (1975)"),
              ElementsAre("ivanava", "patrava", "ana", "1975"));
  EXPECT_THAT(SoundWords("И.И. Иванов"), ElementsAre("i", "i", "ivanav"));
  EXPECT_THAT(SoundWords(" , "), IsEmpty());
}

TEST(SoundWords, ChineseNameIsFoundByEachPartOfIt) {
  EXPECT_THAT(SoundWords("王小明"), ElementsAre("vansamin", "samin", "van", "sa", "min"));
  EXPECT_THAT(SoundWords("习"), ElementsAre("si"));
  EXPECT_THAT(SoundWords("李强"), ElementsAre("lican", "li", "can"));
}

TEST(SoundWords, WhatIsTypedForAChineseNameIsAmongItsWords) {
  for (const auto& [name, typed] : std::vector<std::pair<const char*, const char*>>{
           {"王小明", "Ван Сяомин"}, {"欧阳娜娜", "Ouyang Nana"}, {"解小东", "Xie Xiaodong"}}) {
    for (const std::string& word : SoundWords(typed)) {
      EXPECT_THAT(SoundWords(name), Contains(word)) << typed;
    }
  }
}

TEST(Fold, ReadersSeeNoDifference) {
  EXPECT_EQ(Fold("  Пётр\u00A0\u00A0ПЕТРОВ "), "петр петров");
  EXPECT_EQ(Fold("Łukasz Müller"), "lukasz muller");
  EXPECT_EQ(Fold("Ｉｖａｎ"), "ivan");
  EXPECT_EQ(Fold("Иванова — Петрова"), "иванова-петрова");
  EXPECT_EQ(Fold("O’Neill"), Fold("o'neill"));
  EXPECT_EQ(Fold("Zoe\u0308"), "zoe");
}

TEST(Fold, LettersOfOtherScriptsKeepTheirMarks) {
  EXPECT_NE(Fold("Андрей"), Fold("Андреи"));
  EXPECT_NE(Fold("Ў"), Fold("У"));
}

// Letters of many scripts, marks, invisible characters and digits, by chance.
std::string RandomText(std::mt19937& random) {
  static const std::vector<std::string> kPieces = Words(
      "а б в г е ё ж и й о у ў х ц ч ш щ ъ ы ь э ю я і К Л a b c d e g h i j k n o q s t u w x y z "
      "Č ł ß ’ ' - . 王 欧 阳 の ガ 김 α ა م 1 \u0301 \u0306 \u200B \u00AD \u202E \uFB03 "
      "\U0001F600");
  std::string text;
  for (int i = static_cast<int>(random() % 12); i >= 0; --i) {
    text += kPieces[random() % kPieces.size()];
  }
  return text;
}

TEST(Sound, KeysOfAnyTextAreSmallLetters) {
  std::mt19937 random(1);
  for (int i = 0; i < 2000; ++i) {
    const std::string text = RandomText(random);
    for (const char c : SoundOf(text)) {
      ASSERT_TRUE(absl::ascii_islower(static_cast<unsigned char>(c)))
          << text << " " << SoundOf(text);
    }
    ASSERT_EQ(Fold(Fold(text)), Fold(text)) << text;
  }
}

TEST(Sound, RandomBytesAreTakenAsTheyCome) {
  std::mt19937 random(2);
  for (int i = 0; i < 2000; ++i) {
    std::string bytes(random() % 40, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    for (const std::string& word : SoundWords(bytes)) ASSERT_FALSE(word.empty());
    ASSERT_EQ(SoundOf(bytes), SoundOf(bytes));
    ASSERT_EQ(Fold(Fold(bytes)), Fold(bytes));
  }
}

TEST(Sound, ThreadsHearTheSame) {
  const std::vector<std::string> expected = SoundWords("Ковалёв 王小明 Γιώργος");
  std::vector<std::vector<std::string>> heard(4);
  std::vector<std::thread> threads;
  threads.reserve(heard.size());
  for (auto& words : heard) {
    threads.emplace_back([&words] { words = SoundWords("Ковалёв 王小明 Γιώργος"); });
  }
  for (std::thread& thread : threads) thread.join();
  for (const auto& words : heard) EXPECT_EQ(words, expected);
}

TEST(TranscriptionTest, CharactersThatTranscribeANameSoundLikeIt) {
  struct Case {
    const char* han;
    const char* name;
  };
  for (const Case& each : std::initializer_list<Case>{{"科瓦廖夫", "Ковалёв"},
                                                      {"伊万诺夫", "Иванов"},
                                                      {"普里梅罗夫", "Примеров"},
                                                      {"谢尔盖", "Серге"},
                                                      {"罗曼诺夫", "Романов"},
                                                      {"库兹涅佐夫", "Кузнецов"},
                                                      {"费多罗夫", "Фёдоров"},
                                                      {"索科洛夫", "Соколов"}}) {
    const std::string sound = TranscribedSoundOf(each.han);
    EXPECT_TRUE(SoundsClose(sound, SoundOf(each.name)))
        << each.han << " sounds " << sound << ", not " << SoundOf(each.name);
  }
  EXPECT_EQ(TranscribedSoundOf("王小明"), "");
  EXPECT_EQ(TranscribedSoundOf("夫"), "");
  EXPECT_EQ(TranscribedSoundOf("Иванов"), "");
}

}  // namespace
}  // namespace plenary::names
