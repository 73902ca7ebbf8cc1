//! The names of Unicode properties with the bytes that have them.
//!
//! Entries are separated by spaces: the names of one property, the longest first, and behind a
//! colon the ranges of its bytes, four hexadecimal digits each. `dash:2d2d` is the hyphen alone; a
//! property without colon has no byte.
//!
//! `tests/oracle` asks PCRE2 about each name and each byte.

use crate::bytes::hex_digit;
use crate::pattern::ByteSet;

/// Number of entries.
pub(super) fn len(list: &str) -> u8 {
    list.split(' ').count() as u8
}

/// The entry of that number; empty when there is none.
pub(super) fn entry(list: &'static str, number: u8) -> &'static str {
    list.split(' ').nth(usize::from(number)).unwrap_or_default()
}

/// The number of the entry with that name.
pub(super) fn find(list: &str, name: &str) -> Option<u8> {
    let mut entries = list.split(' ');
    let found = entries.position(|entry| names(entry).any(|known| known == name));
    u8::try_from(found?).ok()
}

/// The names of an entry.
pub(super) fn names(entry: &str) -> impl Iterator<Item = &str> {
    let names = entry.split(':').next().unwrap_or_default();
    names.split(',')
}

/// The longest name of an entry.
pub(super) fn name(entry: &str) -> &str {
    names(entry).next().unwrap_or_default()
}

/// The bytes of an entry.
pub(super) fn set(entry: &str) -> ByteSet {
    let ranges = entry.split(':').nth(1).unwrap_or_default();
    let mut set = ByteSet::EMPTY;
    let mut digits = ranges.bytes().filter_map(hex_digit);
    let mut byte = || Some(digits.next()? << 4 | digits.next()?);
    while let (Some(low), Some(high)) = (byte(), byte()) {
        set.insert_range(low, high);
    }
    set
}

/// The general categories of one letter: what those of two letters start with.
pub(super) const CATEGORIES: &str = "c l m n p s z";
/// The general categories of two letters.
pub(super) const SUBCATEGORIES: &str = "\
    cc:001f7f9f cf:adad cn co cs ll:617ab5b5dff6f8ff lm lo:aaaababa lt lu:415ac0d6d8de mc me mn \
    nd:3039 nl no:b2b3b9b9bcbe pc:5f5f pd:2d2d pe:29295d5d7d7d pf:bbbb pi:abab \
    po:212325272a2a2c2c2e2f3a3b3f405c5ca1a1a7a7b6b7bfbf ps:28285b5b7b7b sc:2424a2a5 \
    sk:5e5e6060a8a8afafb4b4b8b8 sm:2b2b3c3e7c7c7e7eacacb1b1d7d7f7f7 so:a6a6a9a9aeaeb0b0 zl zp \
    zs:2020a0a0";
/// What holds of a byte or not.
pub(super) const BINARY: &str = "\
    asciihexdigit,ahex:303941466166 alphabetic,alpha:415a617aaaaab5b5babac0d6d8f6f8ff ascii:007f \
    bidicontrol,bidic bidimirrored,bidim:28293c3c3e3e5b5b5d5d7b7b7d7dababbbbb \
    cased:415a617aaaaab5b5babac0d6d8f6f8ff \
    caseignorable,ci:27272e2e3a3a5e5e6060a8a8adadafafb4b4b7b8 \
    changeswhencasefolded,cwcf:415ab5b5c0d6d8df \
    changeswhencasemapped,cwcm:415a617ab5b5c0d6d8f6f8ff changeswhenlowercased,cwl:415ac0d6d8de \
    changeswhentitlecased,cwt:617ab5b5dff6f8ff changeswhenuppercased,cwu:617ab5b5dff6f8ff \
    dash:2d2d defaultignorablecodepoint,di:adad deprecated,dep \
    diacritic,dia:5e5e6060a8a8afafb4b4b7b8 emojimodifierbase,ebase \
    emojicomponent,ecomp:23232a2a3039 emojimodifier,emod emoji:23232a2a3039a9a9aeae \
    emojipresentation,epres extender,ext:b7b7 extendedpictographic,extpict:a9a9aeae \
    graphemebase,grbase:207ea0acaeff graphemeextend,grext graphemelink,grlink \
    hexdigit,hex:303941466166 idcontinue,idc:3039415a5f5f617aaaaab5b5b7b7babac0d6d8f6f8ff \
    idcompatmathcontinue:b2b3b9b9 idcompatmathstart ideographic,ideo \
    idstart,ids:415a617aaaaab5b5babac0d6d8f6f8ff idsbinaryoperator,idsb idstrinaryoperator,idst \
    idsunaryoperator,idsu incb joincontrol,joinc logicalorderexception,loe \
    lowercase,lower:617aaaaab5b5babadff6f8ff math:2b2b3c3e5e5e7c7c7e7eacacb1b1d7d7f7f7 \
    modifiercombiningmark,mcm noncharactercodepoint,nchar \
    patternsyntax,patsyn:212f3a405b5e60607b7ea1a7a9a9abacaeaeb0b1b6b6bbbbbfbfd7d7f7f7 \
    patternwhitespace,patws:090d20208585 prependedconcatenationmark,pcm \
    quotationmark,qmark:22222727ababbbbb radical regionalindicator,ri softdotted,sd:696a \
    sentenceterminal,sterm:21212e2e3f3f whitespace,wspace,space:090d20208585a0a0 \
    terminalpunctuation,term:21212c2c2e2e3a3b3f3f unifiedideograph,uideo \
    uppercase,upper:415ac0d6d8de variationselector,vs \
    xidcontinue,xidc:3039415a5f5f617aaaaab5b5b7b7babac0d6d8f6f8ff \
    xidstart,xids:415a617aaaaab5b5babac0d6d8f6f8ff";
/// The directions of writing.
pub(super) const BIDI_CLASSES: &str = "\
    bidial bidian bidib:0a0a0d0d1c1e8585 bidibn:00080e1b7f84869fadad bidics:2c2c2e2f3a3aa0a0 \
    bidien:3039b2b3b9b9 bidies:2b2b2d2d bidiet:2325a2a5b0b1 bidifsi \
    bidil:415a617aaaaab5b5babac0d6d8f6f8ff bidilre bidilri bidilro bidinsm \
    bidion:2122262a3b405b607b7ea1a1a6a9abacaeafb4b4b6b8bbbfd7d7f7f7 bidipdf bidipdi bidir \
    bidirle bidirli bidirlo bidis:09090b0b1f1f bidiws:0c0c2020";
/// The scripts in which marks are used that others use too; here the marks count.
pub(super) const EXTENDED_SCRIPTS: &str = "\
    adlam,adlm caucasianalbanian,aghb arabic,arab armenian,armn avestan,avst:b7b7 bengali,beng \
    bopomofo,bopo buginese,bugi buhid,buhd chakma,cakm carian,cari:b7b7 cherokee,cher \
    coptic,copt,qaac:b7b7 cyprominoan,cpmn cypriot,cprt cyrillic,cyrl devanagari,deva dogra,dogr \
    duployan,dupl:b7b7 elbasan,elba:b7b7 ethiopic,ethi garay,gara georgian,geor:b7b7 \
    glagolitic,glag:b7b7 gunjalagondi,gong:b7b7 masaramgondi,gonm gothic,goth:b7b7 grantha,gran \
    greek,grek:b7b7 gujarati,gujr gurungkhema,gukh gurmukhi,guru hani,han:b7b7 hangul,hang \
    hanifirohingya,rohg hanunoo,hano hebrew,hebr hiragana,hira oldhungarian,hung javanese,java \
    kaithi,kthi kayahli,kali katakana,kana kannada,knda khojki,khoj khudawadi,sind \
    latin,latn:415a617aaaaab7b7babac0d6d8f6f8ff limbu,limb lineara,lina linearb,linb lisu \
    lycian,lyci lydian,lydi:b7b7 mahajani,mahj:b7b7 malayalam,mlym mandaic,mand manichaean,mani \
    meroitichieroglyphs,mero modi mongolian,mong multani,mult myanmar,mymr nandinagari,nand \
    nkoo,nko oldpermic,perm:b7b7 oldturkic,orkh olduyghur,ougr olonal,onao oriya,orya osage,osge \
    phagspa,phag psalterpahlavi,phlp runic,runr samaritan,samr sharada,shrd shavian,shaw:b7b7 \
    sinhala,sinh sogdian,sogd sunuwar,sunu sylotinagri,sylo syriac,syrc tagalog,tglg \
    tagbanwa,tagb taile,tale takri,takr tamil,taml tangut,tang telugu,telu tifinagh,tfng \
    thaana,thaa thai tibetan,tibt tirhuta,tirh todhri,todr toto tulutigalari,tutg yezidi,yezi \
    yiii,yi";
/// The scripts that have marks of their own only.
pub(super) const SCRIPTS: &str = "\
    ahom anatolianhieroglyphs,hluw imperialaramaic,armi balinese,bali bamum,bamu bassavah,bass \
    batak,batk bhaiksuki,bhks brahmi,brah braille,brai canadianaboriginal,cans cham \
    chorasmian,chrs common,zyyy:00405b607ba9abb9bbbfd7d7f7f7 cuneiform,xsux deseret,dsrt \
    divesakuru,diak egyptianhieroglyphs,egyp elymaic,elym hatran,hatr pahawhhmong,hmng \
    nyiakengpuachuehmong,hmnp inherited,qaai,zinh inscriptionalpahlavi,phli \
    inscriptionalparthian,prti olditalic,ital kawi kharoshthi,khar khitansmallscript,kits \
    khmer,khmr kiratrai,krai taitham,lana laoo,lao lepcha,lepc makasar,maka marchen,marc \
    medefaidrin,medf meeteimayek,mtei mendekikakui,mend meroiticcursive,merc miao,plrd mroo,mro \
    nabataean,nbat nagmundari,nagm oldnortharabian,narb newa newtailue,talu nushu,nshu \
    ogham,ogam olchiki,olck oldpersian,xpeo oldsogdian,sogo oldsoutharabian,sarb osmanya,osma \
    palmyrene,palm paucinhau,pauc phoenician,phnx rejang,rjng saurashtra,saur signwriting,sgnw \
    siddham,sidd sorasompeng,sora soyombo,soyo sundanese,sund taiviet,tavt tangsa,tnsa \
    ugaritic,ugar unknown,zzzz vaii,vai vithkuqi,vith wancho,wcho warangciti,wara \
    zanabazarsquare,zanb";
