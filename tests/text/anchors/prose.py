"""Prose of a council in four languages, made of interchangeable parts: full of formulas and of sentences that look alike."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class Prose:
    """Parts of sentences in one language. ``{n}`` is a number, ``{s}`` a State."""

    openings: tuple[str, ...]
    subjects: tuple[str, ...]
    actions: tuple[str, ...]
    ways: tuple[str, ...]
    formulas: tuple[str, ...]
    states: tuple[str, ...]
    numbers: tuple[str, ...]
    joint: str
    """Between two halves of a paragraph."""

    def paragraph(self, random: Random, sentences: int = 1) -> str:
        """Return a paragraph of about 15 words a sentence, one of which may be a formula."""
        parts = [self._sentence(random) for _ in range(sentences)]
        return f"{random.choice(self.openings)} {self.joint.join(parts)}{random.choice(('.', ';'))}"

    def _sentence(self, random: Random) -> str:
        said = " ".join(random.choice(part) for part in (self.subjects, self.actions, self.ways))
        if random.random() < 0.35:
            said = f"{said}, {random.choice(self.formulas)}"
        return self.filled(said, random)

    def filled(self, said: str, random: Random) -> str:
        """Return a part with its number and its State."""
        return said.replace("{n}", random.choice(self.numbers)).replace("{s}", random.choice(self.states))


ENGLISH = Prose(
    ("*Recommends* that", "*Encourages* Member States to ensure that", "*Recalling* that", "*Stresses* that Member States should see to it that", "*Invites* States to consider how", "*Requests* the secretariat to report whether"),
    ("the family of every returned child", "a trained mentor in each district", "the clinic that first receives returnees", "teachers of preparatory classes", "the court that decides on guardianship", "women who head a household", "local employers in {s}", "former detainees", "the provider named in the plan", "religious and community leaders", "siblings who returned apart", "the commission of {s}", "a psychologist who speaks their language", "grandparents who become guardians", "officers responsible for supervision", "young adults leaving an institution"),
    ("keeps a confidential file of each meeting", "is heard before any measure is taken", "receives documents of identity free of charge", "arranges lessons in the evening", "agrees on a plan of care with the hospital", "offers apprenticeships lasting {n} months", "answers requests within {n} working days", "shares no personal data with third parties", "visits the household at least {n} times", "prepares neighbours for the arrival", "assesses needs rather than risks alone", "appoints a deputy for times of absence", "pays the cost of travel to {s}", "corrects false rumours early", "documents births that happened abroad", "reviews restrictions every {n} weeks"),
    ("before the school year begins", "during the first {n} weeks after arrival", "wherever a safe dwelling can be found", "without publicity of any kind", "together with partners from {s}", "as long as the young person wishes", "on the basis of written consent", "through one office that knows the case", "even where no record of birth exists", "and measures the results after {n} years", "including in remote mountain villages", "unless a judge has ordered otherwise"),
    ("in accordance with international law", "with full respect for human rights", "consistent with the best interests of the child", "as appropriate and where applicable"),
    ("Kazakhstan", "Uzbekistan", "Tajikistan", "Kyrgyzstan", "Jordan", "Iraq", "Lebanon"),
    ("two", "three", "six", "nine", "twelve", "30", "45", "90"), " and ",
)  # fmt: skip
RUSSIAN = Prose(
    ("*Рекомендует*, чтобы", "*Призывает* государства-члены обеспечить, чтобы", "*Напоминая*, что", "*Подчёркивает*, что", "*Предлагает* государствам рассмотреть, как", "*Просит* секретариат сообщить,"),
    ("семья каждого возвращённого ребёнка", "подготовленный наставник в каждом районе", "поликлиника, первой принимающая вернувшихся", "учителя подготовительных классов", "суд, решающий вопрос об опеке", "женщины, возглавляющие домохозяйство", "местные работодатели ({s})", "бывшие заключённые", "названный в плане исполнитель", "религиозные и общественные деятели", "братья и сёстры, прибывшие порознь", "комиссия ({s})", "психолог, говорящий на их языке", "бабушки и дедушки, ставшие опекунами", "сотрудники, отвечающие за надзор", "молодые люди, покидающие учреждение"),
    ("вели закрытое дело о каждой встрече", "были выслушаны до принятия любых мер", "бесплатно получали удостоверения личности", "проводили занятия по вечерам", "согласовывали план ухода с больницей", "предлагали ученичество сроком {n} месяцев", "отвечали на запросы в течение {n} рабочих дней", "не передавали личные данные третьим лицам", "посещали дом не менее {n} раз", "готовили соседей к приезду", "оценивали потребности, а не только риски", "назначали заместителя на время отсутствия", "оплачивали проезд ({s})", "рано опровергали ложные слухи", "оформляли рождение детей за рубежом", "пересматривали ограничения каждые {n} недель"),
    ("до начала учебного года", "в первые {n} недель после прибытия", "везде, где найдётся безопасное жильё", "без какой-либо огласки", "вместе с партнёрами ({s})", "столько, сколько пожелает молодой человек", "на основе письменного согласия", "через единое бюро, знающее дело", "даже при отсутствии записи о рождении", "с оценкой результатов через {n} лет", "в том числе в отдалённых горных сёлах", "если судья не постановил иное"),
    ("в соответствии с международным правом", "при полном уважении прав человека", "исходя из наилучших интересов ребёнка", "по мере необходимости и где это применимо"),
    ("Казахстан", "Узбекистан", "Таджикистан", "Кыргызстан", "Иордания", "Ирак", "Ливан"),
    ("двух", "трёх", "шести", "девяти", "двенадцати", "30", "45", "90"), " и ",
)  # fmt: skip
UZBEK = Prose(
    ("*Tavsiya etadi*:", "Aʼzo davlatlarni *ragʻbatlantiradi*:", "*Eslatib*,", "*Taʼkidlaydiki*,", "Davlatlarni *taklif etadi*:", "Kotibiyatdan *soʻraydi*:"),
    ("har bir qaytgan bolaning oilasi", "har tumandagi tayyorgarlik koʻrgan murabbiy", "qaytganlarni birinchi qabul qiladigan shifoxona", "tayyorlov sinflari oʻqituvchilari", "vasiylik masalasini koʻradigan sud", "roʻzgʻorni boshqarayotgan ayollar", "{s}dagi mahalliy ish beruvchilar", "ilgari qamoqda boʻlganlar", "rejada koʻrsatilgan ijrochi", "diniy va jamoat yetakchilari", "alohida qaytgan aka-uka va opa-singillar", "{s} komissiyasi", "ularning tilida gapiradigan psixolog", "vasiy boʻlgan buvi va bobolar", "nazorat uchun masʼul xodimlar", "muassasani tark etayotgan yoshlar"),
    ("har bir uchrashuv yuzasidan maxfiy hujjat yuritadi", "har qanday choradan avval tinglanadi", "shaxsini tasdiqlovchi hujjatni bepul oladi", "kechki mashgʻulotlarni tashkil qiladi", "parvarish rejasini kasalxona bilan kelishadi", "{n} oylik shogirdlik taklif qiladi", "soʻrovlarga {n} ish kunida javob beradi", "shaxsiy maʼlumotni uchinchi shaxslarga bermaydi", "xonadonga kamida {n} marta tashrif buyuradi", "qoʻshnilarni kelishga tayyorlaydi", "nafaqat xavfni, ehtiyojni ham baholaydi", "yoʻqligida oʻrinbosar tayinlaydi", "{s} safari xarajatini toʻlaydi", "yolgʻon mish-mishlarni erta rad etadi", "chet elda tugʻilganlarni roʻyxatga oladi", "cheklovlarni {n} haftada koʻrib chiqadi"),
    ("oʻquv yili boshlanishidan ilgari", "kelgandan soʻng dastlabki {n} hafta davomida", "xavfsiz turarjoy topilgan joyda", "hech qanday oshkoraliksiz", "{s} hamkorlari bilan birgalikda", "yosh kishi istagan muddatgacha", "yozma rozilik asosida", "ishni biladigan yagona idora vositasida", "tugʻilganlik yozuvi mavjud boʻlmasa-da", "natijani {n} yildan soʻng oʻlchab", "jumladan olis togʻ qishloqlarida", "sudya boshqacha hukm chiqarmagan boʻlsa"),
    ("xalqaro huquqqa muvofiq", "inson huquqlarini toʻliq hurmat qilgan holda", "bolaning eng yaxshi manfaatlaridan kelib chiqib", "zarur hollarda va imkon qadar"),
    ("Qozogʻiston", "Oʻzbekiston", "Tojikiston", "Qirgʻiziston", "Iordaniya", "Iroq", "Livan"),
    ("ikki", "uch", "olti", "toʻqqiz", "oʻn", "30", "45", "90"), " hamda ",
)  # fmt: skip
ARABIC = Prose(
    ("*توصي* بأن", "*تشجّع* الدول الأعضاء على ضمان أن", "*إذ تذكّر* بأن", "*تشدّد* على أن", "*تدعو* الدول إلى النظر في كيف", "*تطلب* إلى الأمانة الإفادة بأن"),
    ("أسرة كل طفل عائد", "المرشد المدرَّب في كل مقاطعة", "العيادة التي تستقبل العائدين أولاً", "معلّمو الصفوف التحضيرية", "المحكمة التي تبتّ في الوصاية", "النساء ربّات الأسر", "أرباب العمل المحليون في {s}", "المحتجزون السابقون", "الجهة المسمّاة في الخطة", "القيادات الدينية والمجتمعية", "الإخوة الذين عادوا متفرقين", "لجنة {s}", "الاختصاصي النفسي الناطق بلغتهم", "الأجداد الذين صاروا أوصياء", "الموظفون المكلّفون بالإشراف", "الشباب المغادرون للمؤسسة"),
    ("يحتفظ بملف سرّي عن كل لقاء", "يُستمع إليه قبل اتخاذ أي إجراء", "يحصل على وثائق الهوية مجاناً", "ينظّم دروساً مسائية", "يتفق مع المستشفى على خطة رعاية", "يعرض تدريباً مهنياً مدته {n} أشهر", "يردّ على الطلبات في غضون {n} أيام عمل", "لا يُطلع الغير على البيانات الشخصية", "يزور المنزل {n} مرات على الأقل", "يهيّئ الجيران لاستقبال القادمين", "يقيّم الاحتياجات لا المخاطر وحدها", "يعيّن نائباً أثناء الغياب", "يتحمل نفقات السفر إلى {s}", "يفنّد الشائعات الكاذبة مبكراً", "يوثّق الولادات التي جرت في الخارج", "يراجع القيود كل {n} أسابيع"),
    ("قبل بدء العام الدراسي", "خلال الأسابيع {n} الأولى من الوصول", "حيثما وُجد سكن آمن", "بعيداً عن أي دعاية", "بالاشتراك مع شركاء من {s}", "ما دام الشاب راغباً في ذلك", "بناءً على موافقة خطية", "عن طريق مكتب واحد يعرف القضية", "وإن لم يوجد قيد ميلاد", "مع قياس النتائج بعد {n} سنوات", "ولا سيما في القرى الجبلية النائية", "ما لم يأمر القاضي بغير ذلك"),
    ("وفقاً للقانون الدولي", "مع الاحترام الكامل لحقوق الإنسان", "بما يحقق مصالح الطفل الفضلى", "حسب الاقتضاء وعند الانطباق"),
    ("كازاخستان", "أوزبكستان", "طاجيكستان", "قيرغيزستان", "الأردن", "العراق", "لبنان"),
    ("ثلاثة", "أربعة", "ستة", "تسعة", "عشرة", "30", "45", "90"), " و",
)  # fmt: skip
PROSE = {"en": ENGLISH, "ru": RUSSIAN, "uz": UZBEK, "ar": ARABIC}
