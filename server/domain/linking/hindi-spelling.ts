import { isEnglish } from './ordinary-words'

/**
 * Hindi in Latin letters has no spelling, so each word the readers know is written here once, and every spelling that sounds
 * the same becomes it: `tarikh`, `taarikh`, `tarik` → `tareekh`. Behind `=` what other words become.
 */
const KNOWN = `
kal aaj parso parson=parso narso subah subeh=subah savere sawere=savere dopahar dopeher=dopahar dupahar=dopahar dophar=dopahar shaam raat tareekh taareekh=tareekh
somvaar mangalvaar mangal=mangalvaar budhvaar budh=budhvaar guruvaar brihaspativaar brihaspati=brihaspativaar veervaar shukravaar shukrvaar=shukravaar shukarvaar=shukravaar
jumma=shukravaar jumme=shukravaar shanivaar shanichar=shanivaar shani=shanivaar ravivaar itvaar=ravivaar etvaar=ravivaar
hafte hafta=hafte hafton=hafte haphte=hafte haphta=hafte saptaah=hafte mahine mahina=mahine mahino=mahine din pehle pahle=pehle baad agle agla=agle agli=agle pichle pichla=pichle
pichli=pichle aane waale=wale waali=wali waala=wala janvari=january janvary=january farvari=february pharvari=february phebruaree=february maarch=march aprail=april epril=april
mai=mai joon=june julaai=july julai=july agast=august sitambar=september sitanbar=september sitamber=september aktoobar=october oktober=october navambar=november navanbar=november navamber=november
disambar=december disanbar=december disamber=december
ek do teen chaar paanch chhe chhah=chhe chhai=chhe saat aath nau das dus=das gyaarah baarah terah chaudah pandrah solah satrah athaarah unnees bees ikkees baaees=baais baais
teees=teis teis chaubees pachchees chhabbees sattaaees=sattais sattais athaaees=athais athais unatees tees ikatees ikattees=ikatees chaalees pachaas
saadhe sade=saadhe saade=saadhe sadhe=saadhe saarhe=saadhe savaa sava=savaa sawa=savaa paune pauney=paune dedh derh=dedh dhaai adhaai=dhaai baje bajey=baje bje=baje bajay=baje bajkar
bajke=bajkar log logon logo=logon bande bando=bande mehmaan mehmaanon=mehmaan
radd radh=radd raddh=radd rahne=rehne rehne hata hataa=hata hatao=hata hatado=hata hatana=hata hatwa=hata badal badha badhaa=badha aage peeche piche=peeche jagah badle badlay=badle bajaay=bajaye bajaye
raaste rasta=raaste raasta=raaste pahunch pahoonch=pahunch pohonch=pahunch pohoch=pahunch ponch=pahunch der deri=der nikal traiphik=traffic trafik=traffic jaam
chahiye chaahiye=chahiye chahie=chahiye chaiye=chahiye milega milegaa=milega milegi mil jayega jaayega=jayega jaega=jayega paunga paaunga=paunga paoonga=paunga payenge paayenge=payenge paenge=payenge paungi
paaoonga=paunga paaungi=paungi paaoongi=paungi nahin=nahi naheen=nahi nahee=nahi nai=nahi nhi=nahi
likhwaya likhavaaya=likhwaya likhvaya=likhwaya karwaya karavaaya=karwaya karvaya=karwaya karaya=karwaya karvaana=karwana karvana=karwana karavaana=karwana karaana=karwana karwani karvani=karwani karavaani=karwani
pakka pakki pakke tay naam khaana=khana khana bhool bhul=bhool chhoot chhut=chhoot chut=chhoot khula khuli khule khulta khulte band galat ghalat=galat
mera meri mere hamara humara=hamara hamari humari=hamari hamare humare=hamare apna apni apne aapka aapki aapke uska uski usko isko unka unki
minute minat=minute mint=minute
kitne kitna=kitne kitni=kitne kahaan=kahan kahan kab kya keemat kimat=keemat paise paisa=paise fees pheess=fees phis=fees fis=fees
`
const ALIASES = new Map<string, string>()
for (const entry of KNOWN.split(/\s+/).filter((word) => word !== '')) {
  const [word = '', meant = word] = entry.split('=')
  if (!ALIASES.has(sound(word))) ALIASES.set(sound(word), meant)
}
const remembered = new Map<string, string>()
const MOST_REMEMBERED = 20_000

/** Words of Hindi in one spelling each; other words are kept. The text is lower case, words between single spaces. */
export function spellHindi(text: string): string {
  return text.split(' ').map(spell).join(' ')
}

function spell(word: string): string {
  const known = remembered.get(word)
  if (known !== undefined) return known
  if (remembered.size >= MOST_REMEMBERED) remembered.clear()
  const result = word.length < 2 || /[^a-z]/.test(word) || isEnglish(word) ? word : (ALIASES.get(sound(word)) ?? word)
  remembered.set(word, result)
  return result
}

/** Long and short vowels, breath and nasal endings are spelt as anybody likes. */
function sound(word: string): string {
  const short = word
    .replace(/ph/g, 'f')
    .replace(/chh/g, 'ch')
    .replace(/([bdgjkt])h/g, '$1')
    .replace(/sh/g, 's')
    .replace(/w/g, 'v')
    .replace(/z/g, 'j')
    .replace(/ee|ii|ea/g, 'i')
    .replace(/oo/g, 'u')
    .replace(/ai|ay|ey/g, 'e')
    .replace(/(.)\1+/g, '$1')
    .replace(/(?<=[aeiou])(?:n|nh|h)$/, '')
    .replace(/(?<=.)h$/, '')
  return short.length >= 4 ? short.slice(0, 1) + short.slice(1, -1).replace(/a/g, '') + short.slice(-1) : short
}
